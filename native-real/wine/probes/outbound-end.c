/*
 * What a server's end that can only write tells of its pipe. CreateNamedPipe grants it no right to read attributes in Wine; whether Windows does, nobody here has seen.
 *
 *     x86_64-w64-mingw32-gcc -o outbound-end.exe outbound-end.c -lntdll && wine outbound-end.exe
 *
 * Wine 8.0 says:
 *
 *     PIPE_ACCESS_DUPLEX: NtQueryInformationFile 0x0, GetNamedPipeInfo TRUE
 *     PIPE_ACCESS_INBOUND: NtQueryInformationFile 0x0, GetNamedPipeInfo TRUE
 *     PIPE_ACCESS_OUTBOUND: NtQueryInformationFile 0xc0000022, GetNamedPipeInfo FALSE
 */
#include <stdio.h>
#include <windows.h>
#include <winternl.h>

#define FilePipeLocalInformation 24

static void ask(const char *name, DWORD direction)
{
    ULONG information[10];
    IO_STATUS_BLOCK status;
    DWORD flags;
    HANDLE pipe = CreateNamedPipeW(L"\\\\.\\pipe\\ask", direction, PIPE_TYPE_BYTE, 1, 1024, 1024, 0, NULL);
    printf("%s: NtQueryInformationFile 0x%lx", name, (ULONG)NtQueryInformationFile(pipe, &status, information, sizeof(information), FilePipeLocalInformation));
    printf(", GetNamedPipeInfo %s\n", GetNamedPipeInfo(pipe, &flags, NULL, NULL, NULL) ? "TRUE" : "FALSE");
    CloseHandle(pipe);
}

int main(void)
{
    ask("PIPE_ACCESS_DUPLEX", PIPE_ACCESS_DUPLEX);
    ask("PIPE_ACCESS_INBOUND", PIPE_ACCESS_INBOUND);
    ask("PIPE_ACCESS_OUTBOUND", PIPE_ACCESS_OUTBOUND);
    return 0;
}
