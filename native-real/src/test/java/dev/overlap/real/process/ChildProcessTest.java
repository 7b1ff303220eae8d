package dev.overlap.real.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.overlap.real.jna.Heap;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.jna.MemoryWatch;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.WINDOWS)
@Timeout(60)
class ChildProcessTest {

    private static final String NAME = "\\\\.\\pipe\\overlap-child-" + ProcessHandle.current().pid();

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);
    private final ChildProcess child = ChildProcess.start();
    private final Win32 theirs = child.win32();

    @AfterEach
    void endIt() {
        child.close();
    }

    private Handle server() {
        Handle server = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX | Win32.FILE_FLAG_OVERLAPPED, Win32.PIPE_TYPE_BYTE, 1, 100, 100, 0, null);
        assertThat(server.isInvalid()).isFalse();
        return server;
    }

    private Handle clientOfTheirs() {
        Handle client =
                theirs.createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
        assertThat(client.isInvalid()).isFalse();
        return client;
    }

    private static Memory filled(Memory memory, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }

    @Test
    void whatOneProcessWritesTheOtherReads() {
        Handle server = server();
        Handle client = clientOfTheirs();
        Memory out = filled(Objects.requireNonNull(child.allocate("out", 4)), "abcd");
        Overlapped written = Objects.requireNonNull(child.allocateOverlapped());
        DwordReference bytes = new DwordReference();
        assertThat(theirs.writeFile(client, out, 0, 4, bytes, written)).isTrue();
        assertThat(bytes.value).isEqualTo(4);
        assertThat(written.internalHigh()).isEqualTo(4);

        Memory in = Objects.requireNonNull(heap.allocate("in", 10));
        Overlapped read = Objects.requireNonNull(heap.allocateOverlapped());
        assertThat(win32.readFile(server, in, 0, 10, bytes, read)).isTrue();
        byte[] got = new byte[4];
        in.read(0, got, 0, 4);
        assertThat(new String(got, StandardCharsets.ISO_8859_1)).isEqualTo("abcd");
        win32.closeHandle(server);
    }

    @Test
    void aThreadHereIsAlwaysTheSameOneThere() throws Exception {
        int mine = theirs.getCurrentThreadId();
        assertThat(theirs.getCurrentThreadId()).isEqualTo(mine);
        assertThat(CompletableFuture.supplyAsync(theirs::getCurrentThreadId).get(20, TimeUnit.SECONDS)).isNotEqualTo(mine);
    }

    @Test
    void errorsAreThoseOfTheCallingThread() {
        assertThat(theirs.closeHandle(new Handle(0x7654))).isFalse();
        assertThat(theirs.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
    }

    @Test
    void aHandleCanBeHandedOverAndItsProcessCanDie() {
        Handle server = server();
        Handle client = win32.createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
        Handle process = win32.view().openProcess(child.pid());
        assertThat(process.isNull()).isFalse();
        HandleReference handed = new HandleReference();
        assertThat(win32.duplicateHandle(Win32.CURRENT_PROCESS, client, process, handed, 0, false, Win32.DUPLICATE_SAME_ACCESS)).isTrue();
        Overlapped read = Objects.requireNonNull(child.allocateOverlapped());
        assertThat(theirs.readFile(handed.value, Objects.requireNonNull(child.allocate("in", 4)), 0, 4, null, read)).isFalse();
        assertThat(theirs.getLastError()).isEqualTo(Win32Error.ERROR_IO_PENDING);
        assertThat(read.internal()).isEqualTo(NtStatus.STATUS_PENDING);

        assertThat(win32.terminateProcess(process, 1)).isTrue();
        assertThat(win32.waitForSingleObject(process, 20_000)).isEqualTo(Win32.WAIT_OBJECT_0);
        assertThatThrownBy(theirs::getCurrentThreadId).hasMessageContaining("has ended");
        win32.closeHandle(process);
        win32.closeHandle(client);
        win32.closeHandle(server);
    }

    @Test
    void aCallWithACallbackIsRefusedInWords() {
        assertThatThrownBy(() -> theirs.createThreadpoolWait((instance, context, wait, result) -> {}, null))
                .hasMessageContaining("cannot be given");
    }
}
