package dev.overlap.command;

import java.util.List;

/** What every JVM is started with in which executions run. */
final class JvmOptions {

    /** Without it tasks run on threads, not on the JDK's continuations. */
    static final String CONTINUATIONS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";
    /** Without it the JVM complains of native code. */
    static final String NATIVE_CODE = "--enable-native-access=ALL-UNNAMED";
    /** Without it newer JVMs, from {@link #FIRST_WITH_UNSAFE} on, complain of libraries that are older than they; others do not know it. */
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
    static final int FIRST_WITH_UNSAFE = 24;
    /** Without it the JVM writes a file that nobody reads, wherever it may be. */
    static final String NO_PERFORMANCE_DATA = "-XX:-UsePerfData";

    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private JvmOptions() {
    }

    /** Lets a JVM have the options of its command line, and no others. */
    static void leaveNoOthers(ProcessBuilder jvm) {
        jvm.environment().keySet().removeAll(VARIABLES);
    }
}
