package dev.overlap.real;

import dev.overlap.finding.Kind;
import dev.overlap.real.platform.PlatformWatch;
import dev.overlap.win32.Handle;

/** Tells the judges what goes wrong on the platform. */
record PlatformJudge(Ledger ledger) implements PlatformWatch {

    @Override
    public void usedAfterDestroy(String use, String name) {
        boolean callback = ledger.isInCallback();
        ledger.court.report(callback ? Kind.LATE_CALLBACK : Kind.USE_AFTER_DESTROY,
                (callback ? "a callback used " : "") + name + (callback ? "" : " was used") + " (" + use + "), which is destroyed");
    }

    @Override
    public void relocked(String lock) {
        ledger.court.report(Kind.DEADLOCK, Thread.currentThread().getName() + " takes " + lock + ", which it holds");
    }

    @Override
    public void unguarded(String name) {
        ledger.court.report(Kind.DATA_RACE, name + " was touched without its lock");
    }

    @Override
    public void crashed(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        ledger.court.report(Kind.CRASH, thrown + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    @Override
    public void warned(String function, int error) {
        synchronized (ledger.court) {
            ledger.court.oracles().errors().warned(function, error);
        }
    }

    @Override
    public void posted(Object loop, int events) {
        synchronized (ledger.court) {
            ledger.court.oracles().bounds().posted(loop, events);
        }
        ledger.calls.moved();
    }

    @Override
    public void opened(Handle handle, String object) {
        synchronized (ledger.court) {
            ledger.handles.opened(OpenObject.Type.OTHER, handle);
        }
    }

    @Override
    public void badHandle(String function, Handle handle) {
        synchronized (ledger.court) {
            ledger.court.oracles().badHandle(function, handle, -1, null);
        }
    }
}
