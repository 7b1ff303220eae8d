package dev.overlap.junit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;

/** The story that a test method is. */
final class TestMethodScenario implements Scenario {

    private final Object instance;
    private final Method method;
    private final int faults;
    private final String name;

    /** What the method has thrown while it set the stage. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Thrown(Throwable cause) {
            super(cause);
        }
    }

    TestMethodScenario(Object instance, Method method, int faults) {
        this.instance = instance;
        this.method = method;
        this.faults = faults;
        String binaryName = instance.getClass().getName();
        this.name = binaryName.substring(binaryName.lastIndexOf('.') + 1).replace('$', '.') + '.' + method.getName();
        method.setAccessible(true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return "a test method";
    }

    @Override
    public int faults() {
        return faults;
    }

    @Override
    public void play(Stage stage) {
        try {
            method.invoke(instance, stage);
        } catch (InvocationTargetException e) {
            throw new Thrown(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new Thrown(e);
        }
    }
}
