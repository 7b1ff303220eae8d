package dev.overlap.rules;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** What the fields of a reader may hold, as far as it does not depend on classes of the reader's own. */
final class FieldTypes {

    static final String GUARDED = "dev/overlap/platform/Guarded";
    private static final Set<String> CELLS = Set.of("dev/overlap/platform/Cell", "dev/overlap/platform/AtomicCell");
    private static final String TWO_THREADS = "two threads could touch it unseen; keep it in a Guarded<…> made by Platform.guarded(lock, …)";
    private static final Set<String> VALUES = Set.of("java/lang/String", "java/lang/Boolean", "java/lang/Byte", "java/lang/Character", "java/lang/Short",
            "java/lang/Integer", "java/lang/Long", "java/lang/Float", "java/lang/Double", "java/lang/Void", "java/lang/Class", "java/math/BigInteger",
            "java/math/BigDecimal", "java/util/UUID", "java/util/OptionalInt", "java/util/OptionalLong", "java/util/Locale", "java/util/regex/Pattern",
            "java/net/URI", "java/nio/charset/Charset", "java/nio/ByteOrder");

    private FieldTypes() {
    }

    /** What is wrong with a field of this type, to follow "is "; null when nothing is, or when it is a class of the reader's own. */
    static @Nullable String problem(Type type, @Nullable String signature) {
        if (type.getSort() == Type.ARRAY) {
            return "an array of " + type.getElementType().getClassName() + ": " + TWO_THREADS;
        }
        if (type.getSort() != Type.OBJECT || ClassFiles.isOwn(type.getInternalName())) {
            return null;
        }
        String name = type.getInternalName();
        String forbidden = Forbidden.why(name);
        if (forbidden != null) {
            return "a " + type.getClassName() + ": " + forbidden;
        }
        if (isCell(type)) {
            return cell(type, signature);
        }
        return isHarmless(name) ? null : "a " + type.getClassName() + ": " + TWO_THREADS;
    }

    static boolean isCell(Type type) {
        return type.getSort() == Type.OBJECT && CELLS.contains(type.getInternalName());
    }

    /** A cell shows who reads and writes it, not what is done with what it holds. */
    private static @Nullable String cell(Type type, @Nullable String signature) {
        String cell = ClassFile.simple(type.getInternalName());
        if (signature == null) {
            return "a " + cell + " of nobody knows what: name the type of its value, as in " + cell + "<State>";
        }
        for (Type held : arguments(signature)) {
            String problem = problem(held, null);
            if (problem != null) {
                return "a " + cell + " that holds " + problem;
            }
        }
        return null;
    }

    /** Whether a class of Java, or of the contract, is a value, or one that the harness sees itself, or that hides no state by its nature. */
    private static boolean isHarmless(String name) {
        if (VALUES.contains(name) || name.startsWith("java/time/")) {
            return true;
        }
        Class<?> loaded;
        try {
            loaded = Class.forName(name.replace('/', '.'), false, FieldTypes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return false;
        }
        if (!name.startsWith("java")) {
            // Of the contract only the small boxes for answers can be changed by whoever has them.
            return loaded.isInterface() || Arrays.stream(loaded.getDeclaredFields())
                    .allMatch(field -> Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers()));
        }
        return loaded.isEnum() || loaded.isInterface() && loaded.isAnnotationPresent(FunctionalInterface.class);
    }

    /** The types between the brackets of a signature, at any depth. */
    static List<Type> arguments(String signature) {
        List<Type> types = new ArrayList<>();
        new SignatureReader(signature).acceptType(new Arguments(types, 0));
        return types;
    }

    private static final class Arguments extends SignatureVisitor {
        private final List<Type> types;
        private final int depth;
        private int dimensions;
        private @Nullable String name;

        Arguments(List<Type> types, int depth) {
            super(Opcodes.ASM9);
            this.types = types;
            this.depth = depth;
        }

        @Override
        public void visitBaseType(char descriptor) {
            add(String.valueOf(descriptor));
        }

        @Override
        public void visitTypeVariable(String variable) {
            add("Ljava/lang/Object;");
        }

        @Override
        public void visitClassType(String className) {
            name = className;
        }

        @Override
        public void visitInnerClassType(String inner) {
            name = name + '$' + inner;
        }

        @Override
        public SignatureVisitor visitArrayType() {
            dimensions++;
            return this;
        }

        @Override
        public void visitTypeArgument() {
            types.add(Type.getType("Ljava/lang/Object;"));
        }

        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
            return new Arguments(types, depth + 1);
        }

        @Override
        public void visitEnd() {
            add('L' + name + ';');
        }

        private void add(String descriptor) {
            if (depth > 0) {
                types.add(Type.getType("[".repeat(dimensions) + descriptor));
            }
        }
    }
}
