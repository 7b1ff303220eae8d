/*
 * DisconnectNamedPipe on a client's end. Windows answers ERROR_INVALID_FUNCTION (1), as it does for ConnectNamedPipe.
 *
 *     x86_64-w64-mingw32-gcc -o disconnect-of-client.exe disconnect-of-client.c && wine disconnect-of-client.exe
 *
 * Wine 8.0 says:
 *
 *     DisconnectNamedPipe of the client's end: FALSE, 50
 *     ConnectNamedPipe of the client's end: FALSE, 1
 */
#include <stdio.h>
#include <windows.h>

int main(void)
{
    HANDLE server = CreateNamedPipeW(L"\\\\.\\pipe\\client", PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE, 1, 1024, 1024, 0, NULL);
    HANDLE client = CreateFileW(L"\\\\.\\pipe\\client", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    BOOL done = DisconnectNamedPipe(client);
    printf("DisconnectNamedPipe of the client's end: %s, %lu\n", done ? "TRUE" : "FALSE", GetLastError());
    done = ConnectNamedPipe(client, NULL);
    printf("ConnectNamedPipe of the client's end: %s, %lu\n", done ? "TRUE" : "FALSE", GetLastError());
    CloseHandle(server);
    return 0;
}
