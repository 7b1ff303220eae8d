package dev.overlap.junit;

import java.lang.reflect.Method;
import java.nio.file.Path;

/** Where the traces of a test method are: beside the test's other resources, so that they are kept with it. */
final class TraceFolder {

    private static final String RESOURCES = "src/test/resources";

    private TraceFolder() {
    }

    /** {@code src/test/resources/<package>/<Class>Traces/<method>} of the module, for nested classes {@code <Outer>Traces/<Nested>/<method>}. */
    static Path of(Class<?> testClass, Method method) {
        // Maven tells the module's folder; Gradle and IDEs run tests in it.
        Path module = Path.of(System.getProperty("basedir", ""));
        String[] names = testClass.getName().substring(testClass.getPackageName().length()).replaceFirst("^\\.", "").split("\\$", -1);
        Path folder = module.resolve(RESOURCES).resolve(testClass.getPackageName().replace('.', '/')).resolve(names[0] + "Traces");
        for (int i = 1; i < names.length; i++) {
            folder = folder.resolve(names[i]);
        }
        return folder.resolve(method.getName()).toAbsolutePath();
    }
}
