package dev.overlap.real;

import java.lang.reflect.Method;

import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** Windows in which a story's pipes have names of their own, so that two stories at a time, or what is left of one, do not meet. */
final class NameFace extends Face {

    private final Names names;

    NameFace(Win32 target, Names names) {
        super(target);
        this.names = names;
    }

    @Override
    @Nullable Object call(String function, Method method, @Nullable Object[] arguments) {
        return switch (function) {
            case "CreateNamedPipe", "CreateFile", "WaitNamedPipe", "CallNamedPipe" -> {
                @Nullable Object[] passed = arguments.clone();
                passed[0] = arguments[0] instanceof String name ? names.of(name) : null;
                yield pass(method, passed);
            }
            default -> pass(method, arguments);
        };
    }
}
