package dev.overlap.script;

import static dev.overlap.script.Played.failuresOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.schedule.Bench;
import org.junit.jupiter.api.Test;

/** Each kind of statement fails when it is not so, and says what was so instead. */
class PerformanceTest {

    private static final String PIPE = """
            main  p = CreateNamedPipe "\\\\.\\pipe\\x" PIPE_ACCESS_DUPLEX|FILE_FLAG_OVERLAPPED PIPE_TYPE_BYTE max 1 out 100 in 100 -> handle
            main  c = CreateFile "\\\\.\\pipe\\x" GENERIC_READ|GENERIC_WRITE FILE_FLAG_OVERLAPPED -> handle""";

    @Test
    void whatIsAsItSaysFailsNothing() {
        assertThat(failuresOf(PIPE, "main  ReadFile p 10 overlapped r event new e -> FALSE ERROR_IO_PENDING bytes 0 [N11]",
                "main  expect r Internal STATUS_PENDING, e unset, p unsignalled", "main  WriteFile c \"abcd\" -> TRUE bytes 4",
                "main  expect r Internal STATUS_SUCCESS InternalHigh 4 data \"abcd\", e set, p unsignalled",
                "main  GetOverlappedResult p r -> TRUE bytes 4 data \"abcd\"")).isEmpty();
    }

    @Test
    void anotherAnswerFails() {
        assertThat(failuresOf(PIPE, "main  ReadFile p 10 overlapped r -> TRUE bytes 4 [N11 K88]")).containsExactly(
                "line 5 [N11 K88]: ReadFile p 10 overlapped r: expected TRUE bytes 4, was FALSE ERROR_IO_PENDING (997) bytes 0");
    }

    @Test
    void anotherErrorFails() {
        assertThat(failuresOf(PIPE, "main  ReadFile p 10 overlapped r -> FALSE ERROR_NO_DATA")).containsExactly(
                "line 5: ReadFile p 10 overlapped r: expected FALSE ERROR_NO_DATA, was FALSE ERROR_IO_PENDING (997)");
    }

    @Test
    void otherBytesFail() {
        assertThat(failuresOf(PIPE, "main  WriteFile c \"abcd\" -> TRUE bytes 5 or FALSE", "main  ReadFile p 10 overlapped r -> TRUE data \"abce\""))
                .containsExactly(
                        "line 5: WriteFile c \"abcd\": expected TRUE bytes 5 or FALSE, was TRUE bytes 4",
                        "line 6: ReadFile p 10 overlapped r: expected TRUE data \"abce\", was TRUE data \"abcd\"");
    }

    @Test
    void anOutParameterThatWasLeftAloneIsNoNumber() {
        assertThat(failuresOf("main  PeekNamedPipe NULL -> FALSE ERROR_INVALID_HANDLE available untouched",
                "main  PeekNamedPipe NULL -> FALSE available 0")).containsExactly(
                        "line 4: PeekNamedPipe NULL: expected FALSE available 0, was FALSE ERROR_INVALID_HANDLE (6) available untouched");
    }

    @Test
    void anotherStateFails() {
        assertThat(failuresOf(PIPE, "main  ReadFile p 10 overlapped r event new e -> FALSE ERROR_IO_PENDING",
                "main  expect r Internal STATUS_SUCCESS InternalHigh 1, e set, p signalled [K88]")).containsExactly(
                        "line 6 [K88]: main expect: expected r Internal STATUS_SUCCESS, r InternalHigh 1, e set, p signalled,"
                                + " was r Internal STATUS_PENDING (0x00000103), r InternalHigh 0, e unset, p unsignalled");
    }

    @Test
    void lookingAtAnAutoResetEventDoesNotTakeItsSignal() {
        assertThat(failuresOf("main  e = CreateEvent auto set -> handle", "main  expect e set", "main  expect e set",
                "main  WaitForSingleObject e 0 -> WAIT_OBJECT_0", "main  expect e set")).containsExactly("line 7: main expect: expected e set, was e unset");
    }

    @Test
    void aCallThatDoesNotReturnEndsTheStory() {
        assertThat(failuresOf(PIPE, "main  ReadFile p 10 -> TRUE", "main  CloseHandle p -> TRUE [K1]")).containsExactly(
                "line 5: ReadFile p 10: expected TRUE, was the call has not returned",
                "line 6 [K1]: CloseHandle p: expected TRUE, was never tried: the script could not go on after line 5");
    }

    @Test
    void aCallThatReturnsDoesNotBlock() {
        assertThat(failuresOf(PIPE, "main  FlushFileBuffers p -> blocks")).containsExactly("line 5: FlushFileBuffers p: expected blocks, was TRUE");
    }

    @Test
    void aBlockedCallReturnsLater() {
        assertThat(failuresOf(PIPE, "other  ReadFile p 10 -> blocks", "main  expect other blocked", "main  WriteFile c \"ab\" -> TRUE",
                "main  expect other blocked", "other  returns -> TRUE bytes 3"))
                .containsExactly("line 8: main expect: expected other blocked, was other not blocked",
                        "line 9: other returns: expected TRUE bytes 3, was TRUE bytes 2");
    }

    @Test
    void aBlockedCallThatHasNotReturnedIsNotOver() {
        assertThat(failuresOf(PIPE, "other  ReadFile p 10 -> blocks", "other  returns -> TRUE")).containsExactly(
                "line 6: other returns: expected TRUE, was the call has not returned");
        assertThat(failuresOf(PIPE, "other  ReadFile p 10 -> blocks")).containsExactly(
                "line 5: ReadFile p 10: expected a line \"other returns\" before the script ends, was the call has not returned");
    }

    @Test
    void aThreadInACallMakesNoOther() {
        assertThat(failuresOf(PIPE, "main  ReadFile p 10 -> blocks", "main  CloseHandle c -> TRUE")).containsExactly(
                "line 6: CloseHandle c: expected the thread to have returned from ReadFile p 10, was the call has not returned");
        assertThat(failuresOf(PIPE, "main  returns -> TRUE")).containsExactly("line 5: main returns: expected TRUE, was the thread is in no call");
    }

    @Test
    void timePassesWhenTheScriptSaysSo() {
        assertThat(
                failuresOf("main  e = CreateEvent auto -> handle", "other  WaitForSingleObject e 100 -> blocks", "advance 50 ms", "main  expect other blocked",
                        "advance 50 ms", "other  returns -> WAIT_TIMEOUT"))
                .isEmpty();
    }

    @Test
    void callbacksAreCounted() {
        assertThat(failuresOf("main  e = CreateEvent auto set -> handle", "main  w = RegisterWaitForSingleObject e INFINITE -> TRUE", "main  expect w called 1",
                "main  SetEvent e -> TRUE", "main  expect w called 1, w timed-out 0", "main  UnregisterWait w -> TRUE")).containsExactly(
                        "line 7: main expect: expected w called 1, w timed-out 0, was w called 2, w timed-out 0");
    }

    @Test
    void aCallFailsByRule() {
        assertThat(failuresOf("fail CloseHandle #2 with ERROR_INVALID_HANDLE", PIPE, "main  CloseHandle c -> TRUE",
                "main  CloseHandle p -> FALSE ERROR_INVALID_HANDLE", "main  CloseHandle p -> TRUE")).isEmpty();
    }

    @Test
    void aRuleThatNeverMatchesIsReported() {
        assertThat(failuresOf("fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY", "fail CreateEvent #1 with ERROR_NOT_ENOUGH_MEMORY",
                "main  e = CreateEvent auto -> NULL ERROR_NOT_ENOUGH_MEMORY")).containsExactly("line 3: fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY:"
                        + " expected something that this rule matches, was nothing: the rule never matched");
    }

    @Test
    void whatTheKernelDoesNotSimulateIsNotMadeUp() {
        assertThat(failuresOf("when windows<8: main  e = CreateEvent auto -> handle", "main  SetEvent e -> TRUE")).containsExactly(
                "line 4: SetEvent e: expected TRUE, was handle e was not made: its line does not count here");
    }

    @Test
    void aLineOfAnotherVersionIsNotApplicable() throws ScriptSyntaxException {
        Script script = ScriptFormat.parse("overlap script 1\ntitle  Versions\nwhen windows>=8: main  e = CreateEvent auto -> handle [S1]\n"
                + "main  SetEvent NULL -> windows<=7: FALSE or not windows<=7: TRUE [S2]\n");
        assertThat(Played.on(Bench.bestEngine(), WindowsVersion.WINDOWS_7, script)).extracting(Check::verdict).containsExactly(Check.Verdict.NOT_APPLICABLE,
                Check.Verdict.PASSED);
        assertThat(Played.on(Bench.bestEngine(), WindowsVersion.WINDOWS_11, script)).extracting(Check::verdict).containsExactly(Check.Verdict.PASSED,
                Check.Verdict.FAILED);
    }

    // ---------------------------------------------------------------- callbacks

    @Test
    void aCallbackDoesWhatItsLinesSay() {
        assertThat(failuresOf("main  e = CreateEvent auto set -> handle", "main  done = CreateEvent manual -> handle",
                "main  w = RegisterWaitForSingleObject e INFINITE calls told -> TRUE", "told  expect done unset, told called 1 timed-out 0",
                "told  SetEvent done -> TRUE", "main  SetEvent e -> TRUE", "main  expect told called 2 off-thread-of main", "told  leaves",
                "told  SetEvent done -> TRUE", "told  leaves", "main  expect told called 2, told called 3")).containsExactly(
                        "line 13: main expect: expected told called 2, told called 3, was told called 2, told called 2");
    }

    @Test
    void aCallbackThatDoesNotComeEndsTheStory() {
        assertThat(failuresOf("main  e = CreateEvent auto -> handle", "main  w = RegisterWaitForSingleObject e INFINITE -> TRUE", "w  SetEvent e -> TRUE",
                "main  SetEvent e -> TRUE")).containsExactly("line 5: SetEvent e: expected w to be called back, was it is not",
                        "line 6: SetEvent e: expected TRUE, was never tried: the script could not go on after line 5");
    }

    @Test
    void aRoutineThatHasOtherThingsToTellFails() {
        assertThat(failuresOf(PIPE, "main  ReadFileEx p 10 overlapped r calls told -> TRUE", "main  WriteFile c \"ab\" -> TRUE",
                "main  expect told called 1", "main  SleepEx 0 -> WAIT_IO_COMPLETION", "main  SleepEx 0 alertable -> WAIT_IO_COMPLETION",
                "main  expect told called 1 error ERROR_MORE_DATA bytes 3 of NULL off-thread-of main")).containsExactly(
                        "line 7: main expect: expected told called 1, was told called 0",
                        "line 8: SleepEx 0: expected WAIT_IO_COMPLETION, was WAIT_OBJECT_0",
                        "line 10: main expect: expected told called 1, told error ERROR_MORE_DATA, told bytes 3, told of NULL, told off-thread-of main,"
                                + " was told called 1, told error ERROR_SUCCESS (0), told bytes 2, told of r, told on that thread");
    }

    @Test
    void anApcDoesWhatItsLinesSayInsideTheWait() {
        assertThat(failuresOf("main  e = CreateEvent manual -> handle", "main  QueueUserAPC CURRENT_THREAD calls apc -> TRUE",
                "main  SleepEx 100 alertable -> blocks", "apc  SetEvent e -> TRUE", "main  expect main blocked", "apc  leaves",
                "main  returns -> WAIT_IO_COMPLETION", "main  expect e unset")).containsExactly("line 10: main expect: expected e unset, was e set");
    }

    // ---------------------------------------------------------------- packets, queries, pages

    @Test
    void anotherPacketFails() {
        assertThat(failuresOf(PIPE, "main  port = CreateIoCompletionPort p NULL 7 -> handle", "main  PostQueuedCompletionStatus port 1 2 -> TRUE",
                "main  ReadFile p 10 overlapped r -> FALSE ERROR_IO_PENDING", "main  CancelIo p -> TRUE",
                "main  GetQueuedCompletionStatus port 0 -> TRUE bytes 2 key 1 of r",
                "main  GetQueuedCompletionStatusEx port 2 0 -> TRUE count 1 of NULL Internal STATUS_SUCCESS of2 r",
                "main  GetQueuedCompletionStatus port 0 -> FALSE ERROR_ABANDONED_WAIT_0 bytes 0")).containsExactly(
                        "line 9: GetQueuedCompletionStatus port 0: expected TRUE bytes 2 key 1 of r, was TRUE bytes 1 key 2 of NULL",
                        "line 10: GetQueuedCompletionStatusEx port 2 0: expected TRUE count 1 of NULL Internal STATUS_SUCCESS of2 r,"
                                + " was TRUE count 1 of r Internal STATUS_CANCELLED (0xC0000120) of2 not given",
                        "line 11: GetQueuedCompletionStatus port 0: expected FALSE ERROR_ABANDONED_WAIT_0 bytes 0, was FALSE WAIT_TIMEOUT (258) bytes untouched");
    }

    @Test
    void anotherStateOfThePipeFails() {
        assertThat(failuresOf(PIPE, "main  NtQueryInformationFile p FilePipeLocalInformation -> STATUS_PIPE_DISCONNECTED",
                "main  NtQueryInformationFile c FilePipeLocalInformation -> STATUS_SUCCESS NamedPipeEnd FILE_PIPE_SERVER_END WriteQuotaAvailable 100"))
                .containsExactly("line 5: NtQueryInformationFile p FilePipeLocalInformation: expected STATUS_PIPE_DISCONNECTED, was STATUS_SUCCESS",
                        "line 6: NtQueryInformationFile c FilePipeLocalInformation: expected STATUS_SUCCESS NamedPipeEnd FILE_PIPE_SERVER_END"
                                + " WriteQuotaAvailable 100, was STATUS_SUCCESS NamedPipeEnd 0 WriteQuotaAvailable 100");
    }

    @Test
    void whatIsWrittenByHandIsThere() {
        assertThat(failuresOf("main  set r Internal STATUS_CANCELLED InternalHigh 5", "main  GetOverlappedResult NULL r -> TRUE bytes 0")).containsExactly(
                "line 4: GetOverlappedResult NULL r: expected TRUE bytes 0, was FALSE ERROR_OPERATION_ABORTED (995) bytes 5");
    }

    @Test
    void otherPagesFail() {
        assertThat(failuresOf(PIPE, "main  m = VirtualAlloc 0x2000 MEM_COMMIT|MEM_RESERVE|MEM_WRITE_WATCH -> pointer",
                "main  ReadFile p 10 into m overlapped r -> FALSE ERROR_IO_PENDING", "main  place s in m at 0x1fe0", "main  set s Internal 0 InternalHigh 0",
                "main  GetWriteWatch m -> 0 count 1 pages \"1\"")).containsExactly(
                        "line 9: GetWriteWatch m: expected 0 count 1 pages \"1\", was 0 count 2 pages \"0 1\"");
    }

    // ---------------------------------------------------------------- processes

    @Test
    void aHandleOfAnotherProcessIsNoneHere() {
        assertThat(
                failuresOf("process  child with worker", PIPE, "main  theirs = DuplicateHandle c to child -> TRUE", "worker  WriteFile theirs \"ab\" -> TRUE",
                        "main  TerminateProcess child -> TRUE", "main  expect child unsignalled", "main  CloseHandle c -> TRUE",
                        "main  ReadFile p 10 overlapped r -> TRUE data \"ab\"", "main  ReadFile p 10 overlapped r -> FALSE ERROR_IO_PENDING"))
                .containsExactly(
                        "line 9: main expect: expected child unsignalled, was child signalled",
                        "line 12: ReadFile p 10 overlapped r: expected FALSE ERROR_IO_PENDING, was FALSE ERROR_BROKEN_PIPE (109)");
    }

    // ---------------------------------------------------------------- either, or

    @Test
    void eitherIsRightButOneOfThemThroughout() {
        String[] story = {"either first or second", "main  e = CreateEvent manual -> handle", "when first: main  expect e set",
            "when second: main  expect e unset", "main  WaitForSingleObject e 0 -> first: WAIT_OBJECT_0 or second: WAIT_TIMEOUT", ""};
        assertThat(failuresOf(story)).isEmpty();
        story[5] = "main  WaitForSingleObject e 0 -> second: WAIT_OBJECT_0 or first: WAIT_TIMEOUT";
        assertThat(failuresOf(story)).containsExactly("line 8: WaitForSingleObject e 0: expected WAIT_OBJECT_0, was WAIT_TIMEOUT");
    }
}
