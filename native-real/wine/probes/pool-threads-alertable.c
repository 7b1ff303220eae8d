/*
 * A user APC for a thread of the pool that has called back and is idle. Since Vista both kinds of threads run it.
 *
 *     x86_64-w64-mingw32-gcc -o pool-threads-alertable.exe pool-threads-alertable.c && wine pool-threads-alertable.exe
 *
 * Wine 8.0 says:
 *
 *     WT_EXECUTEINIOTHREAD: the APC has run
 *     WT_EXECUTEDEFAULT: the APC has not run
 */
#include <stdio.h>
#include <windows.h>

static HANDLE told, thread;
static volatile LONG apcs;

static void CALLBACK apc(ULONG_PTR unused)
{
    InterlockedIncrement(&apcs);
}

static void CALLBACK callback(void *unused, BOOLEAN timed_out)
{
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &thread, 0, FALSE, DUPLICATE_SAME_ACCESS);
    SetEvent(told);
}

static void queue_to_its_thread(const char *name, ULONG flags)
{
    HANDLE event = CreateEventW(NULL, FALSE, TRUE, NULL), wait;
    apcs = 0;
    RegisterWaitForSingleObject(&wait, event, callback, NULL, INFINITE, flags);
    WaitForSingleObject(told, 2000);
    Sleep(100);
    QueueUserAPC(apc, thread, 0);
    Sleep(500);
    printf("%s: the APC has %s\n", name, apcs ? "run" : "not run");
    UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);
}

int main(void)
{
    told = CreateEventW(NULL, FALSE, FALSE, NULL);
    queue_to_its_thread("WT_EXECUTEINIOTHREAD", WT_EXECUTEINIOTHREAD);
    queue_to_its_thread("WT_EXECUTEDEFAULT", WT_EXECUTEDEFAULT);
    return 0;
}
