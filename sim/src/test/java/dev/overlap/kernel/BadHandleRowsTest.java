package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import dev.overlap.finding.Kind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** What refers to nothing, or to an object of another kind, is refused by every function: FALSE and ERROR_INVALID_HANDLE. */
class BadHandleRowsTest {

    private static final Handle NOTHING = new Handle(0x12340);

    /** Each function that takes a handle, given {@code bad} in the place of what it works on. */
    private static Map<String, BooleanSupplier> calls(Stage stage, Handle bad) {
        Win32 win32 = stage.win32();
        Transfer operation = new Transfer(stage);
        operation.overlapped.setResult(STATUS_PENDING, 0);
        DwordReference count = new DwordReference();
        Map<String, BooleanSupplier> calls = new LinkedHashMap<>();
        calls.put("ReadFile", () -> win32.readFile(bad, operation.buffer, 0, 1, count, null));
        calls.put("WriteFile", () -> win32.writeFile(bad, operation.buffer, 0, 1, count, null));
        calls.put("CancelIo", () -> win32.cancelIo(bad));
        calls.put("CancelIoEx", () -> win32.cancelIoEx(bad, null));
        calls.put("ConnectNamedPipe", () -> win32.connectNamedPipe(bad, null));
        calls.put("DisconnectNamedPipe", () -> win32.disconnectNamedPipe(bad));
        calls.put("PeekNamedPipe", () -> win32.peekNamedPipe(bad, null, 0, null, count, null));
        calls.put("FlushFileBuffers", () -> win32.flushFileBuffers(bad));
        calls.put("TransactNamedPipe", () -> win32.transactNamedPipe(bad, null, 0, 0, null, 0, 0, count, null));
        calls.put("GetNamedPipeInfo", () -> win32.getNamedPipeInfo(bad, count, null, null, null));
        calls.put("GetNamedPipeHandleState", () -> win32.getNamedPipeHandleState(bad, count, null, null, null, null, 0));
        calls.put("SetNamedPipeHandleState", () -> win32.setNamedPipeHandleState(bad, 0, null, null));
        calls.put("SetEvent", () -> win32.setEvent(bad));
        calls.put("ResetEvent", () -> win32.resetEvent(bad));
        calls.put("ReleaseSemaphore", () -> win32.releaseSemaphore(bad, 1, null));
        calls.put("QueueUserAPC", () -> win32.queueUserAPC(context -> {}, bad, null));
        calls.put("CancelSynchronousIo", () -> win32.cancelSynchronousIo(bad));
        calls.put("TerminateProcess", () -> win32.terminateProcess(bad, 0));
        calls.put("SetFileCompletionNotificationModes", () -> win32.setFileCompletionNotificationModes(bad, 0));
        calls.put("BindIoCompletionCallback", () -> win32.bindIoCompletionCallback(bad, (error, bytes, overlapped) -> {}, 0));
        calls.put("GetQueuedCompletionStatus",
                () -> win32.getQueuedCompletionStatus(bad, count, new PointerReference(), new OverlappedReference(), 0));
        calls.put("GetQueuedCompletionStatusEx", () -> win32.getQueuedCompletionStatusEx(bad, new OverlappedEntry[1], 1, count, 0, false));
        calls.put("PostQueuedCompletionStatus", () -> win32.postQueuedCompletionStatus(bad, 0, 0, null));
        calls.put("CreateIoCompletionPort", () -> !win32.createIoCompletionPort(Handle.INVALID_HANDLE_VALUE, bad, 0, 0).isNull());
        return calls;
    }

    private static Map<String, BooleanSupplier> callsOfNothing(Stage stage) {
        Win32 win32 = stage.win32();
        Map<String, BooleanSupplier> calls = calls(stage, NOTHING);
        Transfer operation = new Transfer(stage);
        operation.overlapped.setResult(STATUS_PENDING, 0);
        calls.put("CloseHandle", () -> win32.closeHandle(NOTHING));
        calls.put("RegisterWaitForSingleObject",
                () -> win32.registerWaitForSingleObject(new HandleReference(), NOTHING, (context, timedOut) -> {}, null, INFINITE, 0));
        calls.put("UnregisterWait", () -> win32.unregisterWait(NOTHING));
        calls.put("GetOverlappedResult", () -> win32.getOverlappedResult(NOTHING, operation.overlapped, operation.bytes, true));
        calls.put("GetOverlappedResultEx", () -> win32.getOverlappedResultEx(NOTHING, operation.overlapped, operation.bytes, INFINITE, false));
        return calls;
    }

    private static void allRefuse(Stage stage, Map<String, BooleanSupplier> calls, int error) {
        calls.forEach((function, call) -> {
            stage.win32().setEvent(stage.win32().createEvent(null, true, false, null));
            assertThat(call.getAsBoolean()).as(function).isFalse();
            assertThat(stage.win32().getLastError()).as(function).isEqualTo(error);
        });
    }

    @Test
    void whatRefersToNothingIsRefused() {
        rowOnEnds((stage, ends) -> allRefuse(stage, callsOfNothing(stage), ERROR_INVALID_HANDLE));
    }

    @Test
    void anObjectOfAnotherKindIsRefused() {
        rowOnEnds((stage, ends) -> {
            Handle process = stage.process("child").open();
            Map<String, BooleanSupplier> calls = calls(stage, process);
            calls.remove("TerminateProcess");
            allRefuse(stage, calls, ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void anEventThatIsNoneIsRefusedBeforeTheOperationBegins() {
        rowOnEnds((stage, ends) -> { // F5
            Win32 win32 = stage.win32();
            Transfer operation = new Transfer(stage);
            for (Handle bad : new Handle[] {NOTHING, ends.client}) {
                operation.overlapped.setEvent(bad);
                Map<String, BooleanSupplier> calls = new LinkedHashMap<>();
                calls.put("ReadFile", () -> win32.readFile(ends.server, operation.buffer, 0, 1, null, operation.overlapped));
                calls.put("WriteFile", () -> win32.writeFile(ends.server, operation.buffer, 0, 1, null, operation.overlapped));
                calls.put("ConnectNamedPipe", () -> win32.connectNamedPipe(ends.server, operation.overlapped));
                calls.put("TransactNamedPipe", () -> win32.transactNamedPipe(ends.server, null, 0, 0, null, 0, 0, null, operation.overlapped));
                allRefuse(stage, calls, ERROR_INVALID_HANDLE);
            }
            assertThat(ends.available(ends.client)).as("nothing was written").isZero();
        });
    }

    @Test
    void aPlaceForNoPacketIsAMistake() {
        rowOnEnds((stage, ends) -> {
            Port port = new Port(stage);
            assertThat(stage.win32().getQueuedCompletionStatusEx(port.handle, new OverlappedEntry[0], 0, new DwordReference(), 0, false)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().createIoCompletionPort(Handle.INVALID_HANDLE_VALUE, port.handle, 0, 0)).as("no file for it").isEqualTo(Handle.NULL);
            assertThat(stage.win32().createIoCompletionPort(Handle.INVALID_HANDLE_VALUE, ends.server, 0, 0)).as("no port").isEqualTo(Handle.NULL);
        });
    }

    @Test
    void ofTheProcessUnderTestTheWitnessIsTold() {
        List<String> functions = new ArrayList<>();
        rowOnEnds((stage, ends) -> functions.addAll(callsOfNothing(stage).keySet()));
        for (String function : functions) {
            for (Function<Stage, Handle> bad : List.<Function<Stage, Handle>>of(stage -> NOTHING, stage -> other(stage, function))) {
                ExecutionAssert.assertThat(Play.ofTask(stage -> {
                    Map<String, BooleanSupplier> calls = calls(stage, bad.apply(stage));
                    BooleanSupplier call = calls.getOrDefault(function, requireNonNull(callsOfNothing(stage).get(function)));
                    assertThat(call.getAsBoolean()).isFalse();
                }).once()).as(function).isFinding(Kind.HANDLE_MISUSE).says("got");
            }
        }
    }

    private static Handle other(Stage stage, String function) {
        return function.equals("TerminateProcess") ? stage.win32().createEvent(null, true, false, null) : stage.process("child").open();
    }
}
