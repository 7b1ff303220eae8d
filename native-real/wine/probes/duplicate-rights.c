/*
 * DuplicateHandle with rights that the source does not have. Windows refuses: a file's handle has no more rights than it was opened with.
 *
 *     x86_64-w64-mingw32-gcc -o duplicate-rights.exe duplicate-rights.c && wine duplicate-rights.exe
 *
 * Wine 8.0 says:
 *
 *     FILE_READ_DATA, which it has: TRUE
 *     FILE_WRITE_DATA, which it has not: TRUE
 *     FILE_WRITE_ATTRIBUTES, which it has not: TRUE
 *     WRITE_DAC, which it has not: TRUE
 */
#include <stdio.h>
#include <windows.h>

static void duplicate(HANDLE source, const char *name, DWORD access)
{
    HANDLE copy;
    if (DuplicateHandle(GetCurrentProcess(), source, GetCurrentProcess(), &copy, access, FALSE, 0))
        printf("%s: TRUE\n", name);
    else
        printf("%s: FALSE, %lu\n", name, GetLastError());
}

int main(void)
{
    HANDLE in = CreateNamedPipeW(L"\\\\.\\pipe\\rights", PIPE_ACCESS_INBOUND, PIPE_TYPE_BYTE, 1, 1024, 1024, 0, NULL);
    duplicate(in, "FILE_READ_DATA, which it has", FILE_READ_DATA);
    duplicate(in, "FILE_WRITE_DATA, which it has not", FILE_WRITE_DATA);
    duplicate(in, "FILE_WRITE_ATTRIBUTES, which it has not", FILE_WRITE_ATTRIBUTES);
    duplicate(in, "WRITE_DAC, which it has not", WRITE_DAC);
    return 0;
}
