package dev.overlap.explore;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.overlap.rules.ReaderRules;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/** Looks where in the code of a reader the running task is: not in the harness beneath it, nor in its owner above. Slow: for single replays only. */
final class ReaderFrames {

    /** The outermost frame of each task; those below it are another task's, on which it was begun. */
    private static final String TASK = Task.class.getName();

    private final Set<String> classes;

    /** Looks for the classes that this reader consists of. */
    ReaderFrames(Class<?> reader) {
        classes = ReaderRules.classes(reader);
    }

    /** The innermost frame, or null when the running task is not in the reader. */
    @Nullable StackTraceElement innermost() {
        return StackWalker.getInstance().walk(frames -> own(frames).findFirst().orElse(null));
    }

    /** All of them, the innermost first. */
    List<StackTraceElement> all() {
        return StackWalker.getInstance().walk(frames -> own(frames).toList());
    }

    private Stream<StackTraceElement> own(Stream<StackWalker.StackFrame> frames) {
        return frames.takeWhile(frame -> !frame.getClassName().equals(TASK)).filter(frame -> classes.contains(frame.getClassName()))
                .map(StackWalker.StackFrame::toStackTraceElement);
    }
}
