package dev.overlap.rules;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the rules look at in one class file. Names are those of the class file: {@code java/lang/String}. */
final class ClassFile extends ClassVisitor {

    private static final String FUNCTIONAL = "Ljava/lang/FunctionalInterface;";
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    /**
     * A field.
     *
     * @param signature with its type arguments, or null when it has none
     */
    record Field(int access, String name, Type type, @Nullable String signature) {

        boolean is(int flag) {
            return (access & flag) != 0;
        }
    }

    /**
     * Something that code refers to.
     *
     * @param method where it does
     * @param owner the class
     * @param member the method or field, or "new"
     */
    record Use(String method, String owner, String member, String descriptor) {
    }

    /** A local variable that code in {@code method} hands over to a lambda. */
    record Capture(String method, Type type) {
    }

    String name = "";
    int access;
    @Nullable String superName;
    List<String> interfaces = List.of();
    /** Where the file was found, without the part that the class name makes. */
    final String root;
    final List<Field> fields = new ArrayList<>();
    final List<Use> uses = new ArrayList<>();
    final List<Capture> captures = new ArrayList<>();
    final List<String> members = new ArrayList<>();
    /** Methods that are synchronized, or have a synchronized block. */
    final List<String> monitors = new ArrayList<>();
    final List<String> natives = new ArrayList<>();
    private int abstractMethods;
    private boolean functional;

    private ClassFile(String root) {
        super(Opcodes.ASM9);
        this.root = root;
    }

    static ClassFile read(byte[] bytes, String root) {
        ClassFile file = new ClassFile(root);
        new ClassReader(bytes).accept(file, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return file;
    }

    boolean isInterface() {
        return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    boolean isAbstract() {
        return (access & Opcodes.ACC_ABSTRACT) != 0;
    }

    boolean isFunctional() {
        return isInterface() && (functional || abstractMethods == 1 && interfaces.isEmpty());
    }

    /** A class's name as people write it: "PipeReader", "Outer.Inner". */
    static String simple(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
    }

    /** The method that the code of a lambda stands in. */
    private static String written(String method) {
        String[] parts = method.split("\\$", 3);
        return parts.length == 3 && parts[0].equals("lambda") ? parts[1].equals("new") ? "<init>" : parts[1] : method;
    }

    @Override
    public void visit(int version, int flags, String className, @Nullable String signature, @Nullable String superClass, String @Nullable [] superInterfaces) {
        name = className;
        access = flags;
        superName = superClass;
        interfaces = superInterfaces == null ? List.of() : List.of(superInterfaces);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        functional |= descriptor.equals(FUNCTIONAL);
        return null;
    }

    @Override
    public void visitInnerClass(String inner, @Nullable String outer, @Nullable String simpleName, int flags) {
        if (name.equals(outer)) {
            members.add(inner);
        }
    }

    @Override
    public @Nullable FieldVisitor visitField(int flags, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields.add(new Field(flags, field, Type.getType(descriptor), signature));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int flags, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        String where = written(method);
        if ((flags & Opcodes.ACC_SYNCHRONIZED) != 0) {
            monitors.add(where);
        }
        if ((flags & Opcodes.ACC_NATIVE) != 0) {
            natives.add(where);
        }
        if ((flags & Opcodes.ACC_ABSTRACT) != 0) {
            abstractMethods++;
        }
        return new Code(where);
    }

    /** Notes what the code of one method refers to. */
    private final class Code extends MethodVisitor {
        private final String method;

        Code(String method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.MONITORENTER) {
                monitors.add(method);
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW) {
                uses.add(new Use(method, type, "new", ""));
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
            uses.add(new Use(method, owner, field, ""));
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String called, String descriptor, boolean isInterface) {
            if (!owner.startsWith("[")) {
                uses.add(new Use(method, owner, called, descriptor));
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String called, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle && !handle.getOwner().startsWith("[")) {
                    boolean makes = handle.getTag() == Opcodes.H_NEWINVOKESPECIAL;
                    uses.add(new Use(method, handle.getOwner(), makes ? "new" : handle.getName(), handle.getDesc()));
                }
            }
            if (bootstrap.getOwner().equals(LAMBDAS)) {
                for (Type captured : Type.getArgumentTypes(descriptor)) {
                    captures.add(new Capture(method, captured));
                }
            }
        }
    }
}
