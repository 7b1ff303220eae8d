package dev.overlap.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.fault.FaultRule;
import dev.overlap.fault.Rule;
import dev.overlap.platform.Condition;
import dev.overlap.platform.Lock;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;
import dev.overlap.script.Check.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Plays one variant of a script on a stage, line by line, and keeps what has come of each line.
 *
 * <p>Each thread of the script is a task; one more, the conductor, gives them their lines in the order of the file, and waits until a line is done. Only a line
 * that says {@code blocks} is left behind when it does not return. What a script does is judged by its own lines alone, so its tasks are those of a peer.
 */
public final class Performance implements Scenario {

    private static final String NOT_RETURNED = "the call has not returned";

    /**
     * How long a world needs.
     *
     * @param settleMillis after which a call that has not returned is blocked, and what was set off has come
     * @param lateMillis how much longer to wait where something has not come that a line expects; 0 where nothing ever comes late
     * @param giveUpMillis after which a call that should return never will
     */
    public record Patience(long settleMillis, long lateMillis, long giveUpMillis) {

        /** In virtual time, which passes only when nobody can do anything. */
        public static final Patience VIRTUAL = new Patience(1, 0, 1_000_000);
        /** On a kernel whose threads are slow at times. */
        public static final Patience REAL = new Patience(40, 2_000, 10_000);
    }

    /** One thread of the script. All fields belong to who holds the lock. */
    private static final class Player {
        private final Condition work;
        private final boolean isCallback;
        private @Nullable Runnable job;
        private boolean busy;
        /** Of a callback: whether it is called now, and has not left. */
        private boolean inside;
        /** Of a thread: whether it has come to its end. */
        private boolean ended;
        private Action.@Nullable Call call;
        private @Nullable Outcome outcome;
        private @Nullable String trouble;

        Player(Condition work, boolean isCallback) {
            this.work = work;
            this.isCallback = isCallback;
        }

        /** A callback returns, and a thread ends. */
        void leave() {
            inside = false;
            ended = true;
        }
    }

    /** The story cannot go on. */
    private static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Script script;
    private final Variant variant;
    private final int windows;
    private final Patience patience;
    private final Map<String, Player> players = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();
    private boolean over;
    private boolean complete;

    /**
     * A performance, which can be played once.
     *
     * @param windows the version of the kernel, one of {@link When#VERSIONS}
     */
    public Performance(Script script, Variant variant, int windows, Patience patience) {
        this.script = script;
        this.variant = variant;
        this.windows = windows;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "script";
    }

    @Override
    public String summary() {
        return script.title();
    }

    /** What has come of each line that states something, in the order of the file. */
    public List<Check> checks() {
        return List.copyOf(checks);
    }

    /** Whether every line was reached, or accounted for. */
    public boolean isComplete() {
        return complete;
    }

    @Override
    public void play(Stage stage) {
        List<FaultRule> faults = new ArrayList<>();
        for (Rule rule : script.rules()) {
            if (rule instanceof FaultRule fault) {
                faults.add(fault);
            } else {
                stage.rule(rule, true);
            }
        }
        Machine machine = new Machine(stage, variant, faults);
        Lock lock = stage.platform().lock(stage.platform().process(), "script");
        Condition progress = lock.condition("progress");
        stage.peer("script", () -> conduct(machine, lock, progress));
        Map<String, OtherProcess> processes = processesOfThreads(stage, machine);
        for (String thread : script.threads()) {
            Player player = new Player(lock.condition(thread), false);
            players.put(thread, player);
            OtherProcess process = processes.get(thread);
            if (process == null) {
                stage.peer(thread, () -> perform(player, lock, progress));
            } else {
                process.start(thread, () -> perform(player, lock, progress));
            }
        }
        for (String callback : script.callbacks()) {
            Player player = new Player(lock.condition(callback), true);
            players.put(callback, player);
            machine.declare(callback, script.acts(callback) ? () -> performInside(player, lock, progress) : () -> {});
        }
    }

    /** For the threads that are not in the process of the script itself. */
    private Map<String, OtherProcess> processesOfThreads(Stage stage, Machine machine) {
        Map<String, OtherProcess> processes = new HashMap<>();
        for (ScriptLine.Process each : script.processes()) {
            OtherProcess process = stage.process(each.name());
            machine.declare(each.name(), process);
            each.threads().forEach(thread -> processes.put(thread, process));
        }
        return processes;
    }

    // ---------------------------------------------------------------- a thread of the script

    private void perform(Player player, Lock lock, Condition progress) {
        lock.lock();
        while (!over && !player.ended) {
            next(player, lock, progress);
        }
        lock.unlock();
    }

    /** A callback does what the script says until the script says that it leaves; what is called meanwhile comes after it. */
    private void performInside(Player player, Lock lock, Condition progress) {
        lock.lock();
        while (player.inside && !over) {
            player.work.await();
        }
        player.inside = true;
        progress.signalAll();
        while (player.inside && !over) {
            next(player, lock, progress);
        }
        player.work.signalAll();
        lock.unlock();
    }

    /** Does what is to be done, or waits until there is something. */
    private static void next(Player player, Lock lock, Condition progress) {
        Runnable job = player.job;
        if (job == null) {
            player.work.await();
            return;
        }
        player.job = null;
        lock.unlock();
        job.run();
        lock.lock();
        player.busy = false;
        progress.signalAll();
    }

    // ---------------------------------------------------------------- the conductor

    private void conduct(Machine machine, Lock lock, Condition progress) {
        lock.lock();
        int stoppedAt = 0;
        for (int i = 0; i < script.lines().size(); i++) {
            int line = i + 1 + Script.LINES_ABOVE;
            if (!(script.lines().get(i) instanceof ScriptLine.Step step)) {
                continue;
            }
            if (!When.hold(step.when(), variant, windows)) {
                add(line, step, Verdict.NOT_APPLICABLE, "", "");
            } else if (stoppedAt > 0) {
                add(line, step, Verdict.FAILED, expected(step.action()), "never tried: the script could not go on after line " + stoppedAt);
            } else {
                try {
                    play(line, step, new Turn(machine, progress));
                } catch (Stopped e) {
                    stoppedAt = line;
                }
            }
        }
        end(machine, stoppedAt > 0);
        over = true;
        players.values().forEach(player -> player.work.signalAll());
        complete = true;
        lock.unlock();
    }

    private void end(Machine machine, boolean stopped) {
        int last = script.lines().size() + Script.LINES_ABOVE;
        players.forEach((thread, player) -> {
            Action.Call call = player.call;
            if (call != null && !stopped) {
                checks.add(new Check(last, List.of(), List.of(), Verdict.FAILED, ScriptFormat.print(call),
                        "a line \"" + thread + " returns\" before the script ends",
                        player.busy ? NOT_RETURNED : "no such line"));
            }
        });
        if (!stopped) {
            unmatched(machine.unmatched());
        }
    }

    /**
     * Rules have had no effect, each of which is a failure. A world that keeps them by itself says so when it is over.
     *
     * @param rules some of the script's
     */
    public void unmatched(List<? extends Rule> rules) {
        for (Rule rule : rules) {
            ScriptLine.RuleLine line = new ScriptLine.RuleLine(rule);
            checks.add(new Check(script.lines().indexOf(line) + 1 + Script.LINES_ABOVE, List.of(), List.of(), Verdict.FAILED, rule.toString(),
                    "something that this rule matches", "nothing: the rule never matched"));
        }
    }

    private void add(int line, ScriptLine.Step step, Verdict verdict, String expected, String actual) {
        if (verdict == Verdict.FAILED && !(step.action() instanceof Action.Advance) || statesSomething(step.action())) {
            checks.add(new Check(line, step.rows(), step.differences(), verdict, what(step.action(), variant), expected, actual));
        }
    }

    /**
     * What comes of the lines of a script that cannot be played.
     *
     * @param reason why
     */
    public static List<Check> notApplicable(Script script, Variant variant, String reason) {
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < script.lines().size(); i++) {
            if (script.lines().get(i) instanceof ScriptLine.Step step && statesSomething(step.action())) {
                checks.add(new Check(i + 1 + Script.LINES_ABOVE, step.rows(), step.differences(), Verdict.NOT_APPLICABLE, what(step.action(), variant), "",
                        reason));
            }
        }
        return checks;
    }

    private static boolean statesSomething(Action action) {
        return action instanceof Action.Call || action instanceof Action.Returns || action instanceof Action.Expect;
    }

    private static String what(Action action, Variant variant) {
        return switch (action) {
            case Action.Call call -> variant.resolve(ScriptFormat.print(call));
            case Action.Returns returns -> returns.thread() + " returns";
            case Action.Expect expect -> expect.thread() + " expect";
            case Action.Set set -> set.thread() + " sets " + set.operation();
            case Action.Place place -> place.thread() + " places " + place.operation();
            case Action.Leaves leaves -> leaves.thread() + " leaves";
            case Action.Advance advance -> "advance " + advance.millis();
        };
    }

    private String expected(Action action) {
        return switch (action) {
            case Action.Call call -> expected(applicable(call.answers()));
            case Action.Returns returns -> expected(applicable(returns.answers()));
            case Action.Expect expect -> String.join(", ", expect.facts().stream().map(fact -> variant.resolve(ScriptFormat.print(fact))).toList());
            case Action.Set set -> "";
            case Action.Place place -> "";
            case Action.Leaves leaves -> "";
            case Action.Advance advance -> "";
        };
    }

    private String expected(List<Answer> answers) {
        return String.join(" or ", answers.stream().map(answer -> variant.resolve(answer.toString())).toList());
    }

    private List<Answer> applicable(List<Alternative> alternatives) {
        return alternatives.stream().filter(each -> When.hold(each.when(), variant, windows)).map(Alternative::answer).toList();
    }

    private void play(int line, ScriptLine.Step step, Turn turn) throws Stopped {
        switch (step.action()) {
            case Action.Call call -> called(line, step, call, turn);
            case Action.Returns returns -> returned(line, step, returns, turn);
            case Action.Expect expect -> looked(line, step, expect, turn);
            case Action.Set set -> done(line, step, turn, () -> turn.machine.set(set));
            case Action.Place place -> done(line, step, turn, () -> turn.machine.place(place));
            case Action.Leaves leaves -> done(line, step, turn, () -> player(leaves.thread()).leave());
            case Action.Advance advance -> turn.pass(Kind.number(variant.resolve(advance.millis())).orElseThrow());
        }
    }

    /** A thread does something that answers nothing. */
    private void done(int line, ScriptLine.Step step, Turn turn, Runnable job) throws Stopped {
        Player player = player(step.action().thread());
        requireFree(line, step, player, turn);
        turn.give(player, job);
        turn.await(player, patience.giveUpMillis());
    }

    private void called(int line, ScriptLine.Step step, Action.Call call, Turn turn) throws Stopped {
        Player player = player(call.thread());
        List<Answer> answers = applicable(call.answers());
        requireFree(line, step, player, turn);
        player.call = call;
        turn.give(player, () -> player.outcome = turn.machine.call(call));
        boolean mayBlock = answers.stream().anyMatch(answer -> answer.value().equals(Answer.BLOCKS));
        boolean done = turn.await(player, mayBlock ? patience.settleMillis() : patience.giveUpMillis());
        if (!done && mayBlock) {
            add(line, step, Verdict.PASSED, expected(answers), Answer.BLOCKS);
        } else if (!done) {
            add(line, step, Verdict.FAILED, expected(answers), NOT_RETURNED);
            throw new Stopped();
        } else {
            compare(line, step, player, answers);
        }
    }

    /** A thread that is inside a call cannot make another. */
    private void requireFree(int line, ScriptLine.Step step, Player player, Turn turn) throws Stopped {
        if (player.isCallback && !turn.awaitCallOf(player, patience.giveUpMillis())) {
            add(line, step, Verdict.FAILED, step.action().thread() + " to be called back", "it is not");
            throw new Stopped();
        }
        Action.Call before = player.call;
        if (before != null) {
            add(line, step, Verdict.FAILED, "the thread to have returned from " + ScriptFormat.print(before),
                    player.busy ? NOT_RETURNED : "no line says what it has returned");
            throw new Stopped();
        }
    }

    private void returned(int line, ScriptLine.Step step, Action.Returns returns, Turn turn) throws Stopped {
        Player player = player(returns.thread());
        List<Answer> answers = applicable(returns.answers());
        if (player.call == null) {
            add(line, step, Verdict.FAILED, expected(answers), "the thread is in no call");
            throw new Stopped();
        }
        if (!turn.await(player, patience.settleMillis() + patience.lateMillis())) {
            add(line, step, Verdict.FAILED, expected(answers), NOT_RETURNED);
            throw new Stopped();
        }
        compare(line, step, player, answers);
    }

    private void compare(int line, ScriptLine.Step step, Player player, List<Answer> answers) throws Stopped {
        player.call = null;
        String trouble = player.trouble;
        Outcome outcome = player.outcome;
        if (trouble != null || outcome == null) {
            add(line, step, Verdict.FAILED, expected(answers), String.valueOf(trouble));
            throw new Stopped();
        }
        boolean is = answers.stream().anyMatch(answer -> outcome.is(answer, variant));
        List<String> asked = answers.stream().flatMap(answer -> answer.fields().keySet().stream()).distinct().toList();
        add(line, step, is ? Verdict.PASSED : Verdict.FAILED, expected(answers), outcome.describe(asked));
    }

    private void looked(int line, ScriptLine.Step step, Action.Expect expect, Turn turn) throws Stopped {
        List<String> actual = new ArrayList<>();
        boolean all = look(line, step, expect, turn, actual);
        for (long late = 0; !all && late < patience.lateMillis(); late += patience.settleMillis()) {
            actual.clear();
            all = look(line, step, expect, turn, actual);
        }
        add(line, step, all ? Verdict.PASSED : Verdict.FAILED, expected(expect), String.join(", ", actual));
    }

    /** Whether all facts are so now; says how they are. */
    private boolean look(int line, ScriptLine.Step step, Action.Expect expect, Turn turn, List<String> actual) throws Stopped {
        boolean all = true;
        Player player = player(expect.thread());
        for (Fact fact : expect.facts()) {
            String subject = variant.resolve(fact.subject());
            String is;
            if (fact.property() == Fact.Property.BLOCKED) {
                Player asked = player(subject);
                boolean blocked = !turn.await(asked, patience.settleMillis());
                is = blocked ? fact.property().word() : "not blocked";
                all &= blocked;
            } else {
                requireFree(line, step, player, turn);
                boolean fromOthers = fact.property() == Fact.Property.CALLED || fact.property() == Fact.Property.TIMED_OUT;
                if (patience.lateMillis() == 0 ? fromOthers : actual.isEmpty()) {
                    // What comes from threads that nobody waits for: callbacks, and all else where completions have threads of their own.
                    turn.pass(patience.settleMillis());
                }
                List<Object> seen = new ArrayList<>();
                turn.give(player, () -> seen.add(turn.machine.look(fact)));
                turn.await(player, patience.giveUpMillis());
                if (seen.isEmpty()) {
                    is = String.valueOf(player.trouble);
                    all = false;
                } else {
                    is = fact.property().describe(seen.getFirst());
                    all &= fact.is(seen.getFirst(), variant);
                }
            }
            actual.add(subject + " " + is);
        }
        return all;
    }

    private Player player(String thread) {
        Player player = players.get(thread);
        if (player == null) {
            throw new IllegalStateException("a script without thread " + thread);
        }
        return player;
    }

    /** How the conductor lets the others do something; it holds the lock except while it waits. */
    private record Turn(Machine machine, Condition progress) {

        void give(Player player, Runnable job) {
            player.trouble = null;
            player.outcome = null;
            player.busy = true;
            player.job = () -> {
                try {
                    job.run();
                } catch (UnsupportedOperationException | IllegalStateException e) {
                    player.trouble = e.getMessage();
                }
            };
            player.work.signalAll();
        }

        /** Waits until a thread is done; false when it is not in time. */
        boolean await(Player player, long millis) {
            while (player.busy) {
                if (!progress.await(millis) && player.busy) {
                    return false;
                }
            }
            return true;
        }

        /** Waits until a callback is called; false when it is not in time. */
        boolean awaitCallOf(Player player, long millis) {
            while (!player.inside) {
                if (!progress.await(millis) && !player.inside) {
                    return false;
                }
            }
            return true;
        }

        void pass(long millis) {
            boolean signalled = true;
            while (signalled) {
                signalled = progress.await(millis);
            }
        }
    }
}
