package dev.overlap.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Stdout of this process, which keeps why something could not be written: a print stream says only that it could not. */
final class Output extends OutputStream {

    private static final int BUFFER_BYTES = 8192;
    private static final String PIPE = "pipe";

    private final OutputStream file = new FileOutputStream(FileDescriptor.out);
    private final PrintStream stream;
    private volatile @Nullable IOException problem;

    /** Stdout for texts in this encoding. */
    Output(Charset charset) {
        stream = new PrintStream(new BufferedOutputStream(this, BUFFER_BYTES), true, charset);
    }

    /** Where to print. */
    PrintStream stream() {
        return stream;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            file.write(bytes, offset, length);
        } catch (IOException e) {
            problem = e;
            throw e;
        }
    }

    /**
     * Writes what is left, and says why something is lost; null when nothing is. Whoever reads from a pipe may stop when they have seen enough: what nobody wants is
     * not lost.
     */
    @Nullable String lost() {
        stream.flush();
        IOException why = problem;
        if (why == null) {
            return null;
        }
        String reason = BadInput.reason(why);
        return reason.toLowerCase(Locale.ROOT).contains(PIPE) || Terminal.test("-p /dev/fd/1") ? null : reason;
    }
}
