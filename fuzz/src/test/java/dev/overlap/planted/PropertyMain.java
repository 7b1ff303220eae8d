package dev.overlap.planted;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import net.jqwik.api.Example;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What runs in the JVM of a {@link PropertyRun}: properties of the classes and packages that are its arguments, or those with these ids, each with its own
 * number of tries, until the first that does not hold. It prints a line for each property, and is over then; what was tried before does not count, and nothing is made smaller.
 */
final class PropertyMain {

    static final String HELD = "PROPERTY HELD ";
    static final String FAILED = "PROPERTY FAILED ";
    static final String BROKEN = "BROKEN ";
    static final String ALL = "PROPERTIES ";

    private static final Pattern TRIES = Pattern.compile("tries = (\\d+)");

    private PropertyMain() {
    }

    public static void main(String[] arguments) {
        List<DiscoverySelector> selected = Stream.of(arguments).map(PropertyMain::selected).toList();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selected)
                .filters(EngineFilter.includeEngines("jqwik"), ClassNameFilter.includeClassNamePatterns(".*Properties"))
                .enableImplicitConfigurationParameters(false)
                .configurationParameters(Map.of("jqwik.database", "", "jqwik.shrinking.default", "OFF", "jqwik.failures.after.default", "RANDOM_SEED",
                        "jqwik.reporting.usejunitplatform", "true"))
                .build();
        Listener listener = new Listener();
        LauncherFactory.create().execute(request, listener);
        System.out.println(ALL + listener.held);
        System.exit(0);
    }

    private static DiscoverySelector selected(String argument) {
        if (argument.startsWith("[")) {
            return selectUniqueId(argument);
        }
        return argument.endsWith(".*") ? selectPackage(argument.substring(0, argument.length() - 2)) : selectClass(argument);
    }

    private static final class Listener implements TestExecutionListener {
        private final Map<String, String> tries = new ConcurrentHashMap<>();
        private int held;

        @Override
        public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
            Matcher found = TRIES.matcher(String.valueOf(entry.getKeyValuePairs()));
            if (found.find()) {
                tries.put(test.getUniqueId(), found.group(1));
            }
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            Throwable thrown = result.getStatus() == TestExecutionResult.Status.FAILED ? result.getThrowable().orElse(null) : null;
            Method method = method(test);
            if (method == null || thrown instanceof LinkageError) {
                if (thrown != null) {
                    end(BROKEN + test.getDisplayName() + ": " + thrown, thrown);
                }
            } else if (!method.isAnnotationPresent(Example.class)) {
                if (thrown != null) {
                    end(FAILED + nameOf(method) + ' ' + tries.getOrDefault(test.getUniqueId(), "0") + ' ' + test.getUniqueId(), thrown);
                }
                held++;
                System.out.println(HELD + nameOf(method));
            }
        }

        /** The method of a property, or of an example, which is a test that tries one case; null for a class, and for all of them. */
        private static @Nullable Method method(TestIdentifier test) {
            return test.getSource().orElse(null) instanceof MethodSource source ? source.getJavaMethod() : null;
        }

        private static void end(String line, Throwable thrown) {
            System.out.println(line);
            thrown.printStackTrace(System.out);
            System.out.flush();
            Runtime.getRuntime().halt(1);
        }

        private static String nameOf(Method method) {
            return method.getDeclaringClass().getSimpleName() + '.' + method.getName();
        }
    }
}
