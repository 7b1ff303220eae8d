/*
 * A registered wait with a time-out of 0, for an object that is signalled. Windows calls back for the signal, and takes it.
 *
 *     x86_64-w64-mingw32-gcc -o zero-time-out.exe zero-time-out.c && wine zero-time-out.exe
 *
 * Wine 8.0 says:
 *
 *     once, in the thread that waits: timed out
 *       the signal is still there
 *     once: timed out
 *       the signal is still there
 */
#include <stdio.h>
#include <windows.h>

static HANDLE told;

static void CALLBACK callback(void *name, BOOLEAN timed_out)
{
    printf("%s: %s\n", (const char *)name, timed_out ? "timed out" : "for the signal");
    SetEvent(told);
}

static void register_for_a_signal(const char *name, ULONG flags)
{
    HANDLE semaphore = CreateSemaphoreW(NULL, 1, 1, NULL), wait;
    RegisterWaitForSingleObject(&wait, semaphore, callback, (void *)name, 0, flags);
    WaitForSingleObject(told, 2000);
    UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);
    printf("  the signal is %s\n", WaitForSingleObject(semaphore, 0) == WAIT_OBJECT_0 ? "still there" : "taken");
    CloseHandle(semaphore);
}

int main(void)
{
    told = CreateEventW(NULL, FALSE, FALSE, NULL);
    register_for_a_signal("once, in the thread that waits", WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD);
    register_for_a_signal("once", WT_EXECUTEONLYONCE);
    return 0;
}
