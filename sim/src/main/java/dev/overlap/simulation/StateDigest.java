package dev.overlap.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * The state of an object as a number: of its fields those that can change, and of objects of the same package that it holds theirs too, down to {@link #DEPTH}.
 *
 * <p>Coarse, for a state that is always new guides nobody: of a number counts whether it is there and its sign, enums and booleans count as they are, of anything else
 * whether it is there. Equal in every JVM: fields count by name.
 */
final class StateDigest {

    private static final int DEPTH = 1;
    private static final int PRIME = 0x01000193;

    private static final ClassValue<Part[]> PARTS = new ClassValue<>() {
        @Override
        protected Part[] computeValue(Class<?> type) {
            return partsOf(type);
        }
    };

    /** One field. */
    private record Part(MethodHandle getter, boolean number, boolean looksInto) {
    }

    private StateDigest() {
    }

    static int of(@Nullable Object object) {
        return of(object, 0);
    }

    private static int of(@Nullable Object object, int depth) {
        if (object == null) {
            return 0;
        }
        int hash = 1;
        for (Part part : PARTS.get(object.getClass())) {
            hash = (hash ^ value(part, object, depth)) * PRIME;
        }
        return hash;
    }

    private static int value(Part part, Object object, int depth) {
        try {
            if (part.number()) {
                return Long.signum((long) part.getter().invokeExact(object));
            }
            Object held = (Object) part.getter().invokeExact(object);
            if (held instanceof Enum<?> constant) {
                return 1 + constant.ordinal();
            }
            return held == null ? 0 : part.looksInto() && depth < DEPTH ? of(held, depth + 1) : 1;
        } catch (Throwable e) {
            throw new HarnessError("a field of " + object.getClass().getName() + " cannot be read", e);
        }
    }

    private static Part[] partsOf(Class<?> type) {
        List<Part> parts = new ArrayList<>();
        try {
            Field[] fields = type.getDeclaredFields();
            Arrays.sort(fields, Comparator.comparing(Field::getName));
            for (Field field : fields) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && isState(field)) {
                    field.setAccessible(true);
                    MethodHandle getter = MethodHandles.lookup().unreflectGetter(field);
                    boolean number = field.getType().isPrimitive();
                    if (field.getType() == boolean.class) {
                        getter = MethodHandles.explicitCastArguments(getter, MethodType.methodType(int.class, type));
                    }
                    parts.add(new Part(getter.asType(MethodType.methodType(number ? long.class : Object.class, Object.class)), number, isOwn(type, field)));
                }
            }
        } catch (IllegalAccessException e) {
            throw new HarnessError("the fields of " + type.getName() + " cannot be read", e);
        }
        return parts.toArray(Part[]::new);
    }

    /** What never changes is no state, unless it is an object that may change itself. */
    private static boolean isState(Field field) {
        boolean fixed = Modifier.isFinal(field.getModifiers());
        return field.getType().isPrimitive() ? !fixed && field.getType() != float.class && field.getType() != double.class
                : !fixed || isOwn(field.getDeclaringClass(), field);
    }

    private static boolean isOwn(Class<?> type, Field field) {
        return field.getType().getPackageName().equals(type.getPackageName()) && !field.getType().isInterface() && !field.getType().isEnum();
    }
}
