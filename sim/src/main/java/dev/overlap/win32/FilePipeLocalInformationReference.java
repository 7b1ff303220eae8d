package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/** A FILE_PIPE_LOCAL_INFORMATION that a function fills in: Java has no out parameters. Local to one call, never shared between threads. */
public final class FilePipeLocalInformationReference {
    public @Nullable FilePipeLocalInformation value;
}
