package dev.overlap.simulation;

import java.util.function.Consumer;

import dev.overlap.reader.AsyncPipeReader;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the class of each reader that is opened in a world, once for as long as it stays the same.
 *
 * <p>A refusal is no finding: it leaves {@link SimWorld#play} as it was thrown, even if a task of the scenario has caught it.
 */
final class ReaderCheck {

    private final Consumer<Class<?>> rules;
    private @Nullable Class<?> accepted;
    private @Nullable RuntimeException refusal;

    ReaderCheck(Consumer<Class<?>> rules) {
        this.rules = rules;
    }

    /** Hot path. */
    void opened(AsyncPipeReader reader) {
        Class<?> opened = reader.getClass();
        if (opened != accepted) {
            check(opened);
        }
    }

    private void check(Class<?> opened) {
        try {
            rules.accept(opened);
            accepted = opened;
        } catch (RuntimeException e) {
            refusal = e;
            throw e;
        }
    }

    /** The class of the reader that was opened last, or null. */
    @Nullable Class<?> lastOpened() {
        return accepted;
    }

    /** The refusal, if there was one; forgets it. */
    @Nullable RuntimeException takeRefusal() {
        RuntimeException thrown = refusal;
        refusal = null;
        return thrown;
    }
}
