package dev.overlap.real;

import java.lang.reflect.Method;

import dev.overlap.real.platform.Visible;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** Windows with noise before each call and each callback. */
final class NoiseFace extends Face {

    private final Visible noise;
    private final CallbackWrapper wrapper;

    NoiseFace(Win32 target, Visible noise) {
        super(target);
        this.noise = noise;
        this.wrapper = (which, pool, callback) -> {
            noise.before("callback");
            callback.run();
        };
    }

    @Override
    @Nullable Object call(String function, Method method, @Nullable Object[] arguments) {
        if (function.equals("GetLastError")) {
            return pass(method, arguments);
        }
        noise.before(function);
        @Nullable Object[] passed = arguments.clone();
        for (int i = 0; i < passed.length; i++) {
            passed[i] = wrapper.wrap(passed[i]);
        }
        return pass(method, passed);
    }
}
