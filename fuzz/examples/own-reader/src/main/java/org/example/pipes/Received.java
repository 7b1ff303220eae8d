package org.example.pipes;

import java.util.Arrays;

import dev.overlap.platform.PlatformThread;
import dev.overlap.platform.Post;
import dev.overlap.win32.Win32Error;

/** What the owner's thread and the reader's share. Plain and mutable: only the holder of the reader's lock may touch it, which Platform's Guarded sees to. */
final class Received {

    enum News {
        NONE, BYTES, ERROR, END
    }

    /** Whether the owner wants to be told. */
    boolean running;
    /** The thread that reads, or null. */
    PlatformThread thread;
    /** The event that will tell the news, while it waits in the owner's loop, or null. */
    Post post;
    private byte[] bytes = new byte[0];
    private boolean announced = true;
    private News ending = News.NONE;
    private boolean ended;
    private int error;

    void add(byte[] arrived) {
        int before = bytes.length;
        bytes = Arrays.copyOf(bytes, before + arrived.length);
        System.arraycopy(arrived, 0, bytes, before, arrived.length);
        announced = announced && arrived.length == 0;
    }

    void end(int withError) {
        ended = true;
        error = withError;
        // The peer has closed its end, or, where it is the server, disconnected.
        boolean over = withError == Win32Error.ERROR_BROKEN_PIPE || withError == Win32Error.ERROR_PIPE_NOT_CONNECTED;
        ending = over ? News.END : News.ERROR;
    }

    boolean hasEnded() {
        return ended;
    }

    int error() {
        return error;
    }

    int size() {
        return bytes.length;
    }

    /** Takes bytes that have arrived; who has them all need not be told of them. */
    int take(byte[] target, int offset, int length) {
        int taken = Math.min(length, bytes.length);
        System.arraycopy(bytes, 0, target, offset, taken);
        bytes = Arrays.copyOfRange(bytes, taken, bytes.length);
        announced = announced || bytes.length == 0;
        return taken;
    }

    boolean hasNews() {
        return running && (!announced || ending != News.NONE);
    }

    News takeNews() {
        if (!hasNews()) {
            return News.NONE;
        }
        if (!announced) {
            announced = true;
            return News.BYTES;
        }
        News news = ending;
        ending = news == News.ERROR ? News.END : News.NONE;
        return news;
    }
}
