package dev.overlap.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds, in class files, all places from which a reader calls Windows or the platform. */
public final class CallSites {

    private static final String WIN32 = "dev/overlap/win32/";
    private static final String PLATFORM = "dev/overlap/platform/Platform";

    private final ClassLoader loader;
    private final SortedSet<CallSite> sites = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    private CallSites(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * The call sites of a reader's class and of all classes that it leads to, except those of Java, of the contract and of the platform.
     *
     * @throws UncheckedIOException when a class file cannot be read
     */
    public static SortedSet<CallSite> of(Class<?> reader) {
        ClassLoader loader = reader.getClassLoader();
        CallSites found = new CallSites(loader == null ? ClassLoader.getSystemClassLoader() : loader);
        found.visit(reader.getName().replace('.', '/'));
        return found.sites;
    }

    private void visit(String root) {
        waiting.add(root);
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            if (!ClassFiles.isOwn(name) || !seen.add(name)) {
                continue;
            }
            try (InputStream in = loader.getResourceAsStream(name + ".class")) {
                if (in != null) {
                    new ClassReader(in.readAllBytes()).accept(new Calls(name), ClassReader.SKIP_FRAMES);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the class file of " + name, e);
            }
        }
    }

    /** Looks through one class. */
    private final class Calls extends ClassVisitor {
        private final String className;

        Calls(String className) {
            super(Opcodes.ASM9);
            this.className = className;
        }

        @Override
        public void visit(int version, int access, String name, @Nullable String signature, @Nullable String superName, String @Nullable [] interfaces) {
            if (superName != null) {
                waiting.add(superName);
            }
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                private int line;

                @Override
                public void visitLineNumber(int number, Label start) {
                    line = number;
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    if (!type.startsWith("[")) {
                        waiting.add(type);
                    }
                }

                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
                    if (owner.startsWith(WIN32) || owner.equals(PLATFORM)) {
                        sites.add(new CallSite(className.replace('/', '.'), method, line, called));
                    } else if (!owner.startsWith("[")) {
                        waiting.add(owner);
                    }
                }
            };
        }
    }
}
