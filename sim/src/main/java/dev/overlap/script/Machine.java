package dev.overlap.script;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.fault.FaultRule;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** Makes the calls of a script, unless a rule makes them fail, and looks at what is so. Threads use it as they use {@link Bindings}. */
final class Machine {

    private final Win32 win32;
    private final Bindings bindings;
    private final Map<Function.Family, Verbs> verbs = new EnumMap<>(Function.Family.class);
    private final List<FaultRule> unmatched;
    private final Map<Function, Integer> calls = new EnumMap<>(Function.class);
    private final Map<String, Integer> threads = new HashMap<>();

    Machine(Stage stage, Variant variant, List<FaultRule> faults) {
        win32 = stage.win32();
        bindings = new Bindings(win32, stage.platform(), variant);
        unmatched = new ArrayList<>(faults);
        verbs.put(Function.Family.PIPE, new PipeVerbs(win32, bindings));
        verbs.put(Function.Family.FILE, new FileVerbs(win32, bindings));
        verbs.put(Function.Family.APC, new ApcVerbs(win32, bindings));
        verbs.put(Function.Family.PORT, new PortVerbs(win32, bindings));
        verbs.put(Function.Family.MEMORY, new MemoryVerbs(win32, bindings));
        verbs.put(Function.Family.WAIT, new WaitVerbs(win32, bindings));
        verbs.put(Function.Family.POOL, new PoolVerbs(win32, bindings));
    }

    /** The faults that no call has met so far. */
    List<FaultRule> unmatched() {
        return List.copyOf(unmatched);
    }

    /** From now on the name stands for a callback that was not called yet. */
    void declare(String name, Runnable lines) {
        bindings.bind(name, new Callback(lines));
    }

    /** From now on the name stands for this process. */
    void declare(String name, OtherProcess process) {
        bindings.bind(name, process);
    }

    // ---------------------------------------------------------------- calls

    /** Makes a call on the running thread; returns when it returns. */
    Outcome call(Action.Call call) {
        Function function = call.function();
        threads.put(call.thread(), win32.getCurrentThreadId());
        int nth = calls.merge(function, 1, Integer::sum);
        for (FaultRule rule : unmatched) {
            if (rule.nth() == nth && rule.call().function().equals(function.windowsName())) {
                unmatched.remove(rule);
                return function.returned() == Function.Returned.HANDLE ? Outcome.handle(Handle.NULL, rule.error()) : Outcome.bool(false, rule.error());
            }
        }
        Verbs family = verbs.get(function.family());
        if (family == null) {
            throw new IllegalStateException("nobody calls " + function.windowsName());
        }
        return family.call(function, new Arguments(call, win32, bindings));
    }

    /** Writes into an OVERLAPPED, which is made when nobody has named it before. */
    void set(Action.Set set) {
        bindings.operationOrNew(set.operation()).overlapped.setResult(Kind.status(bindings.resolve(set.internal())).orElseThrow(),
                Kind.number(bindings.resolve(set.internalHigh())).orElseThrow());
    }

    /** Makes an operation whose OVERLAPPED is in memory of the script's own. */
    void place(Action.Place place) {
        bindings.bind(place.operation(), win32.overlappedAt(bindings.memory(place.memory()), Kind.number(bindings.resolve(place.offset())).orElseThrow()));
    }

    // ---------------------------------------------------------------- facts

    /** How the subject of a fact is, to be compared with its property and value; looks without changing anything. */
    Object look(Fact fact) {
        String subject = bindings.resolve(fact.subject());
        return switch (fact.property()) {
            case INTERNAL -> bindings.operation(subject).overlapped.internal();
            case INTERNAL_HIGH -> (int) bindings.operation(subject).overlapped.internalHigh();
            case DATA -> {
                Bindings.Operation operation = bindings.operation(subject);
                yield '"' + Bindings.text(operation.buffer, (int) operation.overlapped.internalHigh()) + '"';
            }
            case SET, UNSET, SIGNALLED, UNSIGNALLED -> bindings.isSignalled(subject);
            case CALLED -> bindings.callback(subject).calls();
            case TIMED_OUT -> bindings.callback(subject).timeouts();
            case GIVEN_ERROR -> bindings.callback(subject).last().error();
            case GIVEN_BYTES -> (int) bindings.callback(subject).last().bytes();
            case GIVEN_OPERATION -> bindings.callback(subject).last().operation();
            case ON_THREAD_OF -> bindings.callback(subject).last().thread() == thread(bindings.resolve(fact.value()));
            case OFF_THREAD_OF -> bindings.callback(subject).last().thread() != thread(bindings.resolve(fact.value()));
            case BLOCKED -> throw new IllegalStateException("a machine knows of no thread: " + fact);
        };
    }

    private int thread(String name) {
        Integer thread = threads.get(name);
        return thread != null ? thread : bindings.callback(name).last().thread();
    }
}
