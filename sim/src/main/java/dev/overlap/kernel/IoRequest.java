package dev.overlap.kernel;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.fault.HoldRule.Held;
import dev.overlap.finding.HarnessError;
import dev.overlap.schedule.Blocker;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Clocks;
import dev.overlap.schedule.Task;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * One operation in flight (an IRP), from its issue until no cancel can find it any more.
 *
 * <p>Its end is a sequence of steps between which other threads may run: the <em>claim</em> fixes the status and takes the bytes, so that a cancel has
 * lost; the completion is <em>queued</em> to the issuing thread; the bytes are <em>copied</em>; InternalHigh and Internal are <em>written</em>; the event, or
 * without one the file object, is <em>set</em>; and the operation is <em>unlinked</em>, with which its user APC, if it has one, is queued. Between the first and
 * the last of these that belong to the issuing thread, that thread does not run.
 */
final class IoRequest implements KernelActor, Blocker {

    /** What it does. */
    enum Type {
        READ(Held.READ), WRITE(Held.WRITE), LISTEN(Held.CONNECT), FLUSH(null);

        private final @Nullable Held held;

        Type(@Nullable Held held) {
            this.held = held;
        }
    }

    enum Stage {
        PENDING, CLAIMED, QUEUED, COPIED, WRITTEN, SIGNALLED, IN_PORT, ENDED
    }

    private static final byte[] NOTHING = {};
    private static final long STATE_OF_ALL_STEPS = state(Stage.COPIED) ^ state(Stage.WRITTEN) ^ state(Stage.SIGNALLED) ^ state(Stage.ENDED);

    private final SimKernel kernel;
    final Type type;
    private final int ordinal;
    final int number;
    final FileObject file;
    final SimThread thread;
    final @Nullable SimOverlapped overlapped;
    private final @Nullable SimMemory memory;
    private final int offset;
    final int length;
    final @Nullable EventObject event;
    /** The number of the reader that has issued it, 0 for whoever else has. */
    int reader;
    /** What ReadFileEx or WriteFileEx was given. */
    @Nullable CompletionRoutine routine;
    /** The call that has issued it says how it has ended. Kept only for a file that is bound to a port. */
    private boolean answeredAtOnce;
    final int[] clock;
    private final int epoch;
    private final int slot;
    Stage stage = Stage.PENDING;
    /** The task in whose call it was claimed, or null. */
    private @Nullable Task completer;
    private boolean cancelRequested;
    private boolean tellsAnyway;
    /** Whether the process has asked for a cancel of it. */
    private boolean cancelAsked;
    /** The status with which it will end by itself, unless something else ends it before; 0 for none. */
    private int failure;
    private int status = NtStatus.STATUS_PENDING;
    private int information;
    /** What a read has taken, from {@link #dataFrom} on. Nobody changes it any more. */
    private byte[] data = NOTHING;
    private int dataFrom;
    /** What it waits for before it is completed, by a rule. */
    private RaceRules.@Nullable Gate gate;
    @Nullable IoRequest nextOfFile;
    @Nullable IoRequest nextBorrower;
    @Nullable IoRequest nextInQueue;
    @Nullable IoRequest nextCompletion;
    @Nullable IoRequest nextClaimed;

    IoRequest(Type type, FileObject file, SimThread thread, @Nullable SimOverlapped overlapped, @Nullable SimMemory memory, int offset, int length,
            @Nullable EventObject event) {
        this.kernel = file.kernel;
        this.type = type;
        this.file = file;
        this.thread = thread;
        this.overlapped = overlapped;
        this.memory = memory;
        this.offset = offset;
        this.length = length;
        this.event = event;
        this.ordinal = kernel.ordinalOf(type);
        this.number = kernel.newObject(this);
        this.slot = kernel.allocate(this);
        this.clock = kernel.takeClock(thread.task.clock());
        this.epoch = kernel.scheduler.order().clocks().tick(clock, Clocks.ofOperation(ordinal));
    }

    boolean isRead() {
        return type == Type.READ;
    }

    boolean isWrite() {
        return type == Type.WRITE;
    }

    /** Whether neither completion nor a cancel has decided its fate. */
    boolean isPending() {
        return stage == Stage.PENDING;
    }

    boolean hasEnded() {
        return stage == Stage.ENDED;
    }

    boolean overlaps(int from, int bytes) {
        return from < offset + length && offset < from + bytes;
    }

    /** The operation is known to file and memory from now on, and what its issuer does then is not among what it has seen. */
    void begin() {
        RaceRules rules = kernel.interference().races();
        if (rules != null) {
            rules.begins(this);
        }
        file.add(this);
        if (overlapped != null) {
            overlapped.lend(this);
        }
        kernel.scheduler.order().tick(thread.task);
    }

    /** A waiting read takes its bytes, all of them from one write. */
    void take(byte[] source, int from, int bytes, int @Nullable [] writerClock) {
        data = source;
        dataFrom = from;
        if (writerClock != null) {
            kernel.join(clock, writerClock);
        }
    }

    /** A read that found its bytes waiting takes them and is claimed. */
    void claimWith(byte[] source, int bytes, int finalStatus) {
        data = source;
        claim(finalStatus, bytes);
    }

    /** Decides the outcome. The caller has taken the operation out of its queue and finishes what was claimed when the pipe is consistent again. */
    void claim(int finalStatus, int bytes) {
        kernel.require(stage == Stage.PENDING, "an operation is claimed once");
        if (cancelRequested || failure != 0) {
            kernel.scheduler.enableStep(slot, false);
            if (cancelRequested && finalStatus != NtStatus.STATUS_CANCELLED) {
                kernel.mark(KernelMark.COMPLETED_AFTER_CANCEL_REQUEST);
            }
        }
        stage = Stage.CLAIMED;
        completer = kernel.scheduler.currentOrNull();
        status = finalStatus;
        information = bytes;
        if (kernel.isTaskActing() && finalStatus != NtStatus.STATUS_CANCELLED) {
            // A cancel orders nothing; whoever completes the operation shows what it has seen.
            kernel.scheduler.order().release(clock);
        }
        if (finalStatus < 0 && type == Type.READ && finalStatus != NtStatus.STATUS_BUFFER_OVERFLOW) {
            tellFailure(finalStatus);
        }
        kernel.addClaimed(this);
        kernel.scheduler.stateChanged((long) slot << 56);
    }

    /** The witness hears of what the reader will have to tell. */
    private void tellFailure(int finalStatus) {
        int stream = stream();
        if (stream == 0 || finalStatus == NtStatus.STATUS_CANCELLED && cancelAsked) {
            return;
        }
        kernel.tellReadFailed(stream, finalStatus);
    }

    /** The number of the reader whose operation it is, 0 for none. */
    int stream() {
        return file.readerOf(memory == null ? 0 : memory.stream(), reader);
    }

    /** It ends with a failure by itself, when its step comes, unless something else ends it before. */
    void failLater(int status) {
        failure = status;
        kernel.scheduler.enableStep(slot, true);
    }

    /** Whether it has ended with a failure that nobody asked for and no peer has caused. */
    boolean wasInjected() {
        return failure != 0 && status == failure;
    }

    /** The process asks for a cancel: an abort from now on is its own doing. */
    void askCancel() {
        cancelAsked = true;
    }

    /** Whether it was aborted, and not because the process has asked for that. */
    boolean wasAbortedByOthers() {
        return !cancelAsked && status == NtStatus.STATUS_CANCELLED;
    }

    /** Begins the completion of a claimed operation, in the call of whoever completed it. */
    void finish() {
        boolean inSteps = kernel.scheduler.choose(2, ChoiceKind.DELIVERY, "completion") == 1;
        if (inSteps) {
            kernel.mark(KernelMark.COMPLETED_IN_STEPS);
            if (kernel.isTaskActing() && kernel.thread() != thread) {
                if (status == NtStatus.STATUS_CANCELLED) {
                    kernel.mark(KernelMark.CANCELLED_IN_STEPS);
                }
                kernel.pointOfCompletion(this);
            }
        }
        handOver(inSteps);
    }

    /** Hands the completion to the thread that issued the operation, or to whoever will take its packet. */
    private void handOver(boolean inSteps) {
        Binding binding = file.binding;
        if (binding != null && isForDequeuer(binding)) {
            stage = Stage.IN_PORT;
            file.remove(this);
            file.completed(null, clock);
            kernel.free(slot);
            kernel.scheduler.stateChanged(state(stage) ^ (long) slot << 56);
            binding.target().accept(this, binding.key());
            return;
        }
        stage = Stage.QUEUED;
        if (!thread.queue(this) || isHeld()) {
            return;
        }
        if (inSteps) {
            kernel.scheduler.enableStep(slot, true);
        } else {
            completeAtOnce();
        }
    }

    /** Whoever completes it is gone with its process, in the middle of a call: what was left to do for it is done all the same. */
    void finishForTheDead() {
        if (stage == Stage.CLAIMED && completer != null && completer.hasEnded()) {
            handOver(false);
        }
    }

    /** All steps, with nothing in between; a finding ends them. */
    private void completeAtOnce() {
        copyBytes();
        if (!kernel.scheduler.isOver()) {
            writeStatus();
        }
        if (!kernel.scheduler.isOver()) {
            signal();
        }
        if (!kernel.scheduler.isOver()) {
            end();
            kernel.scheduler.stateChanged(STATE_OF_ALL_STEPS);
        }
    }

    /** A cancel that was granted, and is carried out later; a late one when nothing else goes on. */
    void requestCancel(boolean late) {
        cancelRequested = true;
        kernel.scheduler.enableStep(slot, !late);
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    @Override
    public void step() {
        switch (stage) {
            case PENDING -> {
                if (failure != 0 && !cancelRequested) {
                    kernel.mark(KernelMark.FAILED_WHILE_PENDING);
                    file.end(this, failure);
                } else {
                    kernel.mark(KernelMark.CANCELLED_LATER);
                    file.cancel(this);
                }
                kernel.finishClaimed();
            }
            case QUEUED -> {
                kernel.hold(thread, true);
                copyBytes();
            }
            case COPIED -> writeStatus();
            case WRITTEN -> signal();
            case SIGNALLED -> end();
            case CLAIMED, IN_PORT, ENDED -> throw new HarnessError(this + " has no step at " + stage);
        }
        kernel.scheduler.stateChanged(state(stage) ^ (long) slot << 56);
    }

    private static long state(Stage stage) {
        return (long) stage.ordinal() << 52;
    }

    private void copyBytes() {
        stage = Stage.COPIED;
        if (type == Type.READ && information > 0 && memory != null) {
            int fault = memory.probeForCopy(offset, length, information);
            if (fault == NtStatus.STATUS_SUCCESS) {
                memory.kernelWrites(this, offset, data, dataFrom, information, clock, epoch);
            } else {
                status = fault;
                tellFailure(fault);
            }
        }
    }

    private void writeStatus() {
        stage = Stage.WRITTEN;
        if (memory != null) {
            memory.giveBack(this);
        }
        tellsAnyway = status == NtStatus.STATUS_CANCELLED && isToldByItsCall() && kernel.profile.windows() == WindowsVersion.WINDOWS_11
                && kernel.scheduler.choose(2, ChoiceKind.CANCELLED_CALL, "cancelled call") == 1;
        if (overlapped != null && endsInSilence()) {
            overlapped.giveBack(this);
        } else if (overlapped != null) {
            overlapped.complete(this, status, information, clock, epoch);
        }
    }

    private void signal() {
        stage = Stage.SIGNALLED;
        file.completed(endsInSilence() ? null : event, clock);
    }

    /** Whether neither status block nor event tell of the end. */
    private boolean endsInSilence() {
        return isToldByItsCall() && !tellsAnyway;
    }

    /**
     * Whether the call that has waited for it answers with an error: nothing else then tells of the end, neither status block nor event nor APC (N8). Windows 11
     * 24H2 writes status block and event all the same when it was cancelled (test_blocking).
     */
    boolean isToldByItsCall() {
        return !file.overlapped && NtStatus.isError(status);
    }

    private void end() {
        stage = Stage.ENDED;
        file.remove(this);
        kernel.free(slot);
        kernel.hold(thread, false);
        if (routine != null && !isToldByItsCall()) {
            queueApc(routine);
        }
        Binding binding = file.binding;
        if (binding != null && hasPacket(binding)) {
            binding.target().accept(this, binding.key());
        }
        IoRequest next = thread.unqueueFirst();
        if (next != null) {
            kernel.scheduler.enableStep(next.slot, !next.isHeld());
        } else {
            kernel.completionsDone(thread);
        }
    }

    // ---------------------------------------------------------------- rules

    /** As what rules may hold it; null where they do not. */
    @Nullable Held held() {
        return type.held;
    }

    void hold(RaceRules.Gate until) {
        gate = until;
    }

    private boolean isHeld() {
        return gate != null && gate.holds();
    }

    /** A gate has opened; says whether it was this one's, which goes on if it was waiting there. */
    boolean goesOnBehind(RaceRules.Gate opened) {
        if (gate != opened) {
            return false;
        }
        if (stage == Stage.QUEUED && thread.firstCompletion() == this) {
            kernel.scheduler.enableStep(slot, true);
        }
        return true;
    }

    /** Nothing else goes on, so that a late cancel is carried out; says whether it still waits. */
    boolean cancelsNow() {
        if (stage == Stage.PENDING) {
            kernel.scheduler.enableStep(slot, true);
        }
        return stage == Stage.PENDING;
    }

    // ---------------------------------------------------------------- packets

    /** The call that issues it will say how it has ended: there is no packet where packets are skipped on success (F9). */
    void answersAtOnce() {
        answeredAtOnce = true;
    }

    /** Whether its end is a packet (I01). */
    boolean hasPacket(Binding binding) {
        return binding.target().isOpen() && overlapped != null && routine == null && !overlapped.suppressesPacket()
                && !(answeredAtOnce && file.skipsPacketOf(status));
    }

    /** Whether it is whoever takes the packet that writes bytes and status (M2). A thread that is gone does not. */
    private boolean isForDequeuer(Binding binding) {
        return event == null && !answeredAtOnce && hasPacket(binding)
                && (thread.isLeaving() || kernel.scheduler.choose(2, ChoiceKind.PORT_COMPLETION, "completion") == 0);
    }

    /** Its packet has been taken: what had been left to do is done. */
    void packetTaken() {
        if (thread.process.hasExited()) {
            packetDropped();
        } else if (stage == Stage.IN_PORT) {
            kernel.mark(KernelMark.COMPLETED_BY_DEQUEUER);
            copyBytes();
            if (!kernel.scheduler.isOver()) {
                writeStatus();
            }
            stage = Stage.ENDED;
        }
    }

    /** Nobody will take its packet: what had been left to do is never done, but its memory is the program's again. */
    void packetDropped() {
        if (stage == Stage.IN_PORT) {
            stage = Stage.ENDED;
            if (memory != null) {
                memory.giveBack(this);
            }
            if (overlapped != null) {
                overlapped.giveBack(this);
            }
        }
    }

    private void queueApc(CompletionRoutine called) {
        SimOverlapped known = overlapped;
        if (known != null) {
            thread.queueApc(new UserApc(this, () -> call(called, known), clock));
        }
    }

    private void call(CompletionRoutine called, SimOverlapped known) {
        known.readForRoutine();
        if (!kernel.scheduler.isOver()) {
            called.callback(NtStatus.toWin32Error(status), information, known);
        }
    }

    int status() {
        return status;
    }

    /** A write that waits for room waits, if anybody, for whoever writes at the other end instead of reading: both directions of a pipe are full. */
    @Override
    public int blockingTask() {
        FileObject other = type == Type.WRITE && isPending() ? file.pipe.otherEnd(file) : null;
        for (IoRequest request = other == null ? null : other.firstRequest(); request != null; request = request.nextOfFile) {
            if (request.isWrite() && request.isPending() && request.thread.task.blocking() == Blocking.INPUT_OUTPUT) {
                return request.thread.task.slot();
            }
        }
        return -1;
    }

    int information() {
        return information;
    }

    @Override
    public String describeStep() {
        return switch (stage) {
            case PENDING -> failure != 0 && !cancelRequested ? this + " fails with " + NtStatus.name(failure) : this + " is cancelled";
            case QUEUED -> this + ": " + (type == Type.READ ? information + " bytes copied" : "finished");
            case COPIED -> this + ": Internal = " + NtStatus.name(status) + ", InternalHigh = " + information;
            case WRITTEN -> this + ": " + (event == null ? file : event) + " set";
            case SIGNALLED, CLAIMED, IN_PORT, ENDED -> this + " can be cancelled no more";
        };
    }

    @Override
    public void timerExpired() {
        throw new HarnessError(this + " has no timer");
    }

    @Override
    public String toString() {
        return switch (type) {
            case READ -> "r";
            case WRITE -> "w";
            case LISTEN -> "c";
            case FLUSH -> "f";
        } + ordinal;
    }
}
