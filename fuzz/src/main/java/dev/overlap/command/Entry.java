package dev.overlap.command;

import java.nio.file.Path;
import java.util.Locale;

import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.finding.Finding;
import dev.overlap.trace.Trace;
import org.jspecify.annotations.Nullable;

/** What became of one entry of the corpus. */
sealed interface Entry {

    /** The file, as the user named it. */
    Path file();

    /** One word for it. */
    String outcome();

    /** Whether it did what it expects. */
    boolean isAsExpected();

    /** Whether somebody must look at it. */
    boolean isFailure();

    /** Its form in JSON. */
    Json.Entry json();

    /** Whether a trace is of a reader that must stay wrong: a canary, or a specimen of a real bug. */
    static boolean mustStayWrong(Trace trace) {
        return trace.reader().startsWith("canary/") || trace.reader().startsWith("specimen/");
    }

    /** It was replayed. */
    record Played(Path file, Trace trace, Result result) implements Entry {

        @Override
        public String outcome() {
            return result.outcome().name().toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean isAsExpected() {
            return result.isAsExpected(trace);
        }

        /** A stale entry of a reader that is being worked on is a warning; of a reader that must stay wrong, or with a finding in it, a failure. */
        @Override
        public boolean isFailure() {
            boolean warning = result.outcome() == Outcome.STALE && result.finding() == null && !mustStayWrong(trace);
            return !isAsExpected() && !warning;
        }

        String expected() {
            String expect = trace.expect();
            return expect == null ? "clean" : expect;
        }

        String actual() {
            Finding finding = result.finding();
            return finding == null ? "clean" : finding.headline();
        }

        /** The finding that nobody expected, or null. */
        @Nullable Finding surprise() {
            return isFailure() ? result.finding() : null;
        }

        @Override
        public Json.Entry json() {
            return new Json.Entry(file.toString(), outcome(), result.step(), expected(), actual());
        }
    }

    /** It cannot be read, or names what does not exist. */
    record Broken(Path file, String reason) implements Entry {

        @Override
        public String outcome() {
            return "broken";
        }

        @Override
        public boolean isAsExpected() {
            return false;
        }

        @Override
        public boolean isFailure() {
            return false;
        }

        @Override
        public Json.Entry json() {
            return new Json.Entry(file.toString(), outcome(), null, null, reason);
        }
    }
}
