/*
 * A listen on a synchronous pipe, given an event, that is cancelled. Windows leaves the event alone and signals the file object.
 *
 *     x86_64-w64-mingw32-gcc -o cancelled-listen.exe cancelled-listen.c && wine cancelled-listen.exe
 *
 * Wine 8.0 says:
 *
 *     before: pipe signalled
 *     meanwhile: pipe unsignalled
 *     CancelSynchronousIo: TRUE, ConnectNamedPipe: 995
 *     after: Internal 0x103, event set, pipe unsignalled
 */
#include <stdio.h>
#include <windows.h>

static HANDLE pipe, event;
static OVERLAPPED overlapped;

static DWORD WINAPI wait_for_client(void *unused)
{
    overlapped.hEvent = event;
    return ConnectNamedPipe(pipe, &overlapped) ? 0 : GetLastError();
}

int main(void)
{
    HANDLE thread;
    BOOL cancelled;
    DWORD error;
    pipe = CreateNamedPipeW(L"\\\\.\\pipe\\listen", PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE, 1, 1024, 1024, 0, NULL);
    event = CreateEventW(NULL, TRUE, FALSE, NULL);
    printf("before: pipe %s\n", WaitForSingleObject(pipe, 0) ? "unsignalled" : "signalled");
    thread = CreateThread(NULL, 0, wait_for_client, NULL, 0, NULL);
    Sleep(200);
    printf("meanwhile: pipe %s\n", WaitForSingleObject(pipe, 0) ? "unsignalled" : "signalled");
    cancelled = CancelSynchronousIo(thread);
    WaitForSingleObject(thread, 2000);
    GetExitCodeThread(thread, &error);
    printf("CancelSynchronousIo: %s, ConnectNamedPipe: %lu\n", cancelled ? "TRUE" : "FALSE", error);
    printf("after: Internal 0x%lx, event %s, pipe %s\n", (ULONG)overlapped.Internal, WaitForSingleObject(event, 0) ? "unset" : "set",
           WaitForSingleObject(pipe, 0) ? "unsignalled" : "signalled");
    return 0;
}
