package dev.overlap.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import dev.overlap.fault.HoldRule;
import dev.overlap.kernel.RaceRules;
import dev.overlap.win32.BoundIoCompletionRoutine;
import dev.overlap.win32.IoCallback;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.WaitOrTimerCallback;
import dev.overlap.win32.Win32;
import dev.overlap.win32.WorkItem;
import org.jspecify.annotations.Nullable;

/** Windows, whose calls and callbacks the rules of an execution hear of. Used only where there are such rules, and therefore as slow as it likes. */
final class GatedWin32 implements InvocationHandler {

    private final Win32 target;
    private final RaceRules races;

    private GatedWin32(Win32 target, RaceRules races) {
        this.target = target;
        this.races = races;
    }

    /** The functions themselves where no rule asks for more. */
    static Win32 of(Win32 target, @Nullable RaceRules races) {
        if (races == null) {
            return target;
        }
        return (Win32) Proxy.newProxyInstance(Win32.class.getClassLoader(), new Class<?>[] {Win32.class}, new GatedWin32(target, races));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String function = HoldRule.functionOf(method);
        races.entered(function);
        Object[] given = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < given.length; i++) {
            given[i] = gated(given[i]);
        }
        try {
            Object answer = method.invoke(target, given);
            races.returned(function);
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private @Nullable Object gated(@Nullable Object argument) {
        return switch (argument) {
            case WaitOrTimerCallback called -> (WaitOrTimerCallback) (context, timedOut) -> {
                races.callbackBegins();
                called.callback(context, timedOut);
            };
            case WaitCallback called -> (WaitCallback) (instance, context, wait, result) -> {
                races.callbackBegins();
                called.callback(instance, context, wait, result);
            };
            case IoCallback called -> (IoCallback) (instance, context, overlapped, result, bytes, io) -> {
                races.callbackBegins();
                called.callback(instance, context, overlapped, result, bytes, io);
            };
            case BoundIoCompletionRoutine called -> (BoundIoCompletionRoutine) (error, bytes, overlapped) -> {
                races.callbackBegins();
                called.callback(error, bytes, overlapped);
            };
            case WorkItem called -> (WorkItem) context -> {
                races.callbackBegins();
                called.callback(context);
            };
            case null, default -> argument;
        };
    }
}
