package dev.overlap.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * One reader class and all that it reaches, held against the rules.
 *
 * <p>First everything is reached; then it is known which classes are held by a {@code Guarded} only, and may be mutable; then each class is judged.
 */
final class Inspection {

    private static final String CONTRACT = "dev/overlap/reader/";
    private static final Set<String> ROOTS = Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum");

    private final String start;
    private final ClassFiles files;
    /** The classes reached, and whether there can be objects of them, or methods are called only. */
    private final Map<String, Boolean> reached = new LinkedHashMap<>();
    /** Classes behind a lock. */
    private final Set<String> guarded = new LinkedHashSet<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private @Nullable List<String> result;

    Inspection(Class<?> reader) {
        start = reader.getName().replace('.', '/');
        files = new ClassFiles(reader.getClassLoader());
    }

    List<String> violations() {
        if (result == null) {
            reach();
            findGuarded();
            reached.forEach(this::judge);
            result = List.copyOf(violations);
        }
        return result;
    }

    /** The names of the classes reached, once the violations are known. */
    Set<String> classes() {
        return reached.keySet().stream().map(name -> name.replace('/', '.')).collect(Collectors.toUnmodifiableSet());
    }

    private Collection<ClassFile> reachedFiles() {
        List<ClassFile> found = new ArrayList<>();
        for (String name : reached.keySet()) {
            ClassFile file = files.find(name);
            if (file != null) {
                found.add(file);
            }
        }
        return found;
    }

    // ---------------------------------------------------------------- what is reached

    private void reach() {
        Deque<String> open = new ArrayDeque<>();
        reached.put(start, true);
        open.add(start);
        String home = files.rootOf(start);
        while (!open.isEmpty()) {
            String name = open.remove();
            ClassFile file = files.find(name);
            if (file == null) {
                continue;
            }
            boolean hasObjects = reached.getOrDefault(name, false);
            for (ClassFile.Use use : file.uses) {
                boolean makes = use.member().equals("new") || use.member().equals("<init>");
                if (makes || ClassFiles.isOwn(use.owner()) && home != null && home.equals(files.rootOf(use.owner()))) {
                    add(open, use.owner(), makes);
                }
            }
            if (file.superName != null) {
                add(open, file.superName, hasObjects);
            }
            for (ClassFile.Field field : file.fields) {
                if (hasObjects || field.is(Opcodes.ACC_STATIC)) {
                    add(open, field.type(), true);
                    if (field.signature() != null) {
                        FieldTypes.arguments(field.signature()).forEach(type -> add(open, type, true));
                    }
                }
            }
            if (hasObjects) {
                file.members.forEach(member -> add(open, member, true));
            }
        }
    }

    private void add(Deque<String> open, Type type, boolean hasObjects) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            add(open, element.getInternalName(), hasObjects);
        }
    }

    private void add(Deque<String> open, String name, boolean hasObjects) {
        Boolean before = reached.get(name);
        if (ClassFiles.isOwn(name) && (before == null || hasObjects && !before)) {
            reached.put(name, hasObjects);
            open.add(name);
        }
    }

    // ---------------------------------------------------------------- what is behind a lock

    private void findGuarded() {
        for (ClassFile file : reachedFiles()) {
            for (ClassFile.Field field : file.fields) {
                if (field.signature() != null && field.type().getSort() == Type.OBJECT && field.type().getInternalName().equals(FieldTypes.GUARDED)) {
                    FieldTypes.arguments(field.signature()).forEach(this::guard);
                }
            }
        }
        int before;
        do {
            before = guarded.size();
            for (ClassFile file : reachedFiles()) {
                // What extends or implements a guarded class is made to be held in its place.
                if (!file.name.equals(start) && (guarded.contains(file.superName) || file.interfaces.stream().anyMatch(guarded::contains))) {
                    guard(file);
                }
            }
        } while (guarded.size() > before);
        guarded.remove(start);
    }

    private void guard(Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT && reached.containsKey(element.getInternalName())) {
            ClassFile file = files.find(element.getInternalName());
            if (file != null) {
                guard(file);
            }
        }
    }

    /** A class, and what it consists of. */
    private void guard(ClassFile file) {
        if (!guarded.add(file.name)) {
            return;
        }
        for (ClassFile.Field field : file.fields) {
            guard(field.type());
            if (field.signature() != null) {
                FieldTypes.arguments(field.signature()).forEach(this::guard);
            }
        }
        for (String member : file.members) {
            guard(Type.getObjectType(member));
        }
        if (file.superName != null) {
            guard(Type.getObjectType(file.superName));
        }
    }

    // ---------------------------------------------------------------- the judgement

    private void judge(String name, boolean hasObjects) {
        ClassFile file = files.find(name);
        if (file == null) {
            violations.add(ClassFile.simple(name) + ": its class file cannot be found, so that nobody can tell what it does; a reader's classes are named ones,"
                    + " on the class path");
            return;
        }
        boolean behindLock = guarded.contains(name) && changes(file, new LinkedHashSet<>());
        if (hasObjects) {
            ancestry(file, behindLock);
        }
        for (ClassFile.Field field : file.fields) {
            field(file, field, hasObjects && !behindLock);
        }
        if (hasObjects && !behindLock) {
            for (ClassFile.Capture capture : file.captures) {
                String problem = problem(capture.type(), null);
                if (problem != null) {
                    violations.add("A lambda in " + method(file, capture.method()) + " captures " + problem);
                }
            }
        }
        code(file);
    }

    private void ancestry(ClassFile file, boolean behindLock) {
        String ancestor = file.superName;
        if (ancestor == null || ClassFiles.isOwn(ancestor) || ROOTS.contains(ancestor)) {
            return;
        }
        String why = Forbidden.why(ancestor);
        if (why != null || !behindLock && !isThrowable(ancestor)) {
            violations.add(ClassFile.simple(file.name) + " extends " + ancestor.replace('/', '.') + ": "
                    + (why != null ? why : "two threads could touch what it keeps unseen; have one in a Guarded<…> instead"));
        }
    }

    private static boolean isThrowable(String name) {
        try {
            return Throwable.class.isAssignableFrom(Class.forName(name.replace('/', '.'), false, Inspection.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** @param shared whether objects of the class may be in the hands of several threads without a lock */
    private void field(ClassFile file, ClassFile.Field field, boolean shared) {
        boolean isStatic = field.is(Opcodes.ACC_STATIC);
        if (isStatic && field.is(Opcodes.ACC_SYNTHETIC)) {
            // The compiler's own tables.
            return;
        }
        String name = ClassFile.simple(file.name) + '.' + field.name();
        String problem = shared || isStatic ? problem(field.type(), field.signature()) : forbidden(field.type());
        if (problem != null) {
            violations.add(name + " is " + problem);
        } else if (isStatic && !field.is(Opcodes.ACC_FINAL)) {
            violations.add(
                    name + " is static and not final: it outlives the execution and is common to all of them; make it a field, and a cell made by Platform");
        } else if (shared && field.is(Opcodes.ACC_VOLATILE)) {
            violations.add(name + " is volatile: neither the scheduler nor the race detector sees it; use Platform.volatileInt or Platform.volatileCell");
        } else if (shared && !field.is(Opcodes.ACC_FINAL)) {
            violations.add(name + " is not final: two threads could touch it unseen; use Platform.plainInt or Platform.plain for one variable, or keep it in a"
                    + " Guarded<…> made by Platform.guarded(lock, …)");
        }
    }

    private static @Nullable String forbidden(Type type) {
        String why = type.getSort() == Type.OBJECT ? Forbidden.why(type.getInternalName()) : null;
        return why == null ? null : "a " + type.getClassName() + ": " + why;
    }

    /** What is wrong with holding such a thing where no lock guards it; null when nothing is. */
    private @Nullable String problem(Type type, @Nullable String signature) {
        String problem = FieldTypes.problem(type, signature);
        if (problem != null) {
            return problem;
        }
        if (type.getSort() == Type.OBJECT && ClassFiles.isOwn(type.getInternalName())) {
            return problem(type.getInternalName());
        }
        if (FieldTypes.isCell(type) && signature != null) {
            for (Type held : FieldTypes.arguments(signature)) {
                String inside = held.getSort() == Type.OBJECT && ClassFiles.isOwn(held.getInternalName()) ? problem(held.getInternalName()) : null;
                if (inside != null) {
                    return "a " + ClassFile.simple(type.getInternalName()) + " that holds " + inside;
                }
            }
        }
        return null;
    }

    private @Nullable String problem(String own) {
        ClassFile file = files.find(own);
        if (file == null || own.startsWith(CONTRACT) && file.isInterface() && (file.access & Opcodes.ACC_PUBLIC) != 0) {
            // What is missing is said of the class itself; a listener is the business of whoever listens.
            return null;
        }
        String simple = ClassFile.simple(own);
        if (guarded.contains(own) && changes(file, new LinkedHashSet<>())) {
            return "a " + simple + ", which changes: two threads could touch it unseen; keep it in its Guarded<" + simple + "> alone";
        }
        if (file.isAbstract() && !file.isFunctional() && !isImplemented(own)) {
            return "a " + simple
                    + ", of which no implementation is in reach, so that nobody can tell what it keeps; use a functional interface, or a class of the"
                    + " reader's own";
        }
        return null;
    }

    private boolean isImplemented(String own) {
        for (ClassFile file : reachedFiles()) {
            if (file.interfaces.contains(own) || own.equals(file.superName)) {
                return true;
            }
        }
        return false;
    }

    /** Whether objects of a class can change, or hold something that can. */
    private boolean changes(ClassFile file, Set<String> seen) {
        if (!seen.add(file.name)) {
            return false;
        }
        for (ClassFile.Field field : file.fields) {
            if (field.is(Opcodes.ACC_STATIC)) {
                continue;
            }
            if (!field.is(Opcodes.ACC_FINAL) || FieldTypes.problem(field.type(), field.signature()) != null) {
                return true;
            }
            ClassFile held = field.type().getSort() == Type.OBJECT && ClassFiles.isOwn(field.type().getInternalName())
                    ? files.find(field.type().getInternalName()) : null;
            if (held != null && changes(held, seen)) {
                return true;
            }
        }
        if (file.superName != null && !ROOTS.contains(file.superName)) {
            ClassFile ancestor = ClassFiles.isOwn(file.superName) ? files.find(file.superName) : null;
            return ancestor == null || changes(ancestor, seen);
        }
        // Behind an interface there may be anything.
        return file.isInterface() && !file.isFunctional() && isImplemented(file.name) && reachedFiles().stream()
                .anyMatch(other -> other.interfaces.contains(file.name) && changes(other, seen));
    }

    private void code(ClassFile file) {
        for (String method : file.monitors) {
            violations
                    .add(method(file, method) + " is synchronized, or has a synchronized block: the scheduler does not see the monitor, and all tasks share one"
                            + " thread; use Platform.lock(…)");
        }
        for (String method : file.natives) {
            violations.add(method(file, method) + " is native: the harness cannot see what it does; call Windows through Win32");
        }
        for (ClassFile.Use use : file.uses) {
            String why = Forbidden.why(use.owner(), use.member(), use.descriptor());
            if (why != null) {
                boolean made = use.member().equals("new") || use.member().equals("<init>");
                violations.add(method(file, use.method()) + " uses " + use.owner().replace('/', '.').replace('$', '.') + (made ? "" : "." + use.member()) + ": "
                        + why);
            }
        }
    }

    private static String method(ClassFile file, String method) {
        String simple = ClassFile.simple(file.name);
        return switch (method) {
            case "<init>" -> "The constructor of " + simple;
            case "<clinit>" -> "The initializer of " + simple;
            default -> simple + '.' + method;
        };
    }
}
