package dev.overlap.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.overlap.explore.OwnStory;
import dev.overlap.explore.OwnStory.Defect;
import dev.overlap.explore.OwnStory.Replayed;
import dev.overlap.scenario.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Plays a method with {@link OverlapTest}, in place of calling it once. */
final class OverlapExtension implements InvocationInterceptor, ParameterResolver {

    private static final String EXPECTED = "a method with @OverlapTest has one parameter, of type " + Stage.class.getName();
    private static final AtomicBoolean SAID_THREADS = new AtomicBoolean();

    // ---------------------------------------------------------------- the one parameter

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        if (!AnnotationSupport.isAnnotated(parameter.getDeclaringExecutable(), OverlapTest.class)) {
            return false;
        }
        Class<?> type = parameter.getParameter().getType();
        if (type != Stage.class || parameter.getDeclaringExecutable().getParameterCount() > 1) {
            throw new ParameterResolutionException(EXPECTED + ", and no other: there is " + parameter.getParameter());
        }
        return true;
    }

    /** None yet: each execution has a stage of its own. */
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return null;
    }

    // ---------------------------------------------------------------- the test

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context) throws Throwable {
        invocation.skip();
        Method method = called.getExecutable();
        if (method.getParameterCount() == 0) {
            throw new ExtensionConfigurationException(EXPECTED + ": " + method.getName() + "() has none");
        }
        requireNoPrivateOnes(method.getDeclaringClass());
        OverlapTest test = AnnotationSupport.findAnnotation(method, OverlapTest.class).orElseThrow();
        Object instance = context.getRequiredTestInstance();
        sayWhenOnThreads();
        try {
            play(test, new TestMethodScenario(instance, method, test.faults()), TraceFolder.of(instance.getClass(), method), method);
        } catch (TestMethodScenario.Thrown e) {
            throw e.getCause() == null ? e : e.getCause();
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@OverlapTest: " + e.getMessage(), e);
        }
    }

    /** JUnit leaves private methods out with no more than a warning, and a test that is not played must not look as if it had passed. */
    private static void requireNoPrivateOnes(Class<?> testClass) {
        for (Method method : testClass.getDeclaredMethods()) {
            if (Modifier.isPrivate(method.getModifiers()) && AnnotationSupport.isAnnotated(method, OverlapTest.class)) {
                throw new ExtensionConfigurationException("the method " + method.getName() + " has @OverlapTest and is private: JUnit does not run it");
            }
        }
    }

    private static void play(OverlapTest test, TestMethodScenario scenario, Path folder, Method method) {
        HowLong howLong = HowLong.of(test, System::getProperty, System::getenv);
        OwnStory story = new OwnStory(scenario, howLong.seed(), test.strategy(), test.windows(), !speaksUnicode());
        Path here = Path.of("").toAbsolutePath();
        failOn(story.rehearse(), method, here);
        if (!test.trace().isEmpty()) {
            judge(story.replay(test.trace()), "the trace in @OverlapTest of " + method.getName(), method, here);
        }
        for (Path file : traces(folder)) {
            judge(story.replay(file), Report.shown(file, here), method, here);
        }
        failOn(story.explore(howLong.executions(), howLong.nanos(), folder), method, here);
    }

    private static void judge(Replayed replayed, String what, Method method, Path here) {
        failOn(replayed.defect(), method, here);
        if (!replayed.remark().isEmpty()) {
            System.out.println("overlap: " + what + " is " + replayed.remark());
        }
    }

    private static void failOn(@Nullable Defect defect, Method method, Path here) {
        if (defect != null) {
            throw failure(Report.of(defect, here), method);
        }
    }

    private static AssertionError failure(String text, Method method) {
        AssertionError failure = new AssertionError(text);
        // What happened is in the timeline; the stack of whoever played it says nothing.
        String className = method.getDeclaringClass().getName();
        String file = className.substring(className.lastIndexOf('.') + 1).replaceFirst("\\$.*", "") + ".java";
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement(className, method.getName(), file, -1)});
        return failure;
    }

    private static List<Path> traces(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".trace")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static boolean speaksUnicode() {
        String encoding = System.getProperty("native.encoding", "UTF-8");
        return Charset.isSupported(encoding) && Charset.forName(encoding).newEncoder().canEncode('►');
    }

    private static void sayWhenOnThreads() {
        if (OwnStory.runsOnThreads() && SAID_THREADS.compareAndSet(false, true)) {
            System.out.println("""
                    overlap: this JVM was started without access to the JDK's continuations: tasks run on threads, which is slow. To change that, add
                      Maven   to the configuration of maven-surefire-plugin: <argLine>--add-exports java.base/jdk.internal.vm=ALL-UNNAMED</argLine>
                      Gradle  to build.gradle: test { jvmArgs '--add-exports', 'java.base/jdk.internal.vm=ALL-UNNAMED' }""");
        }
    }
}
