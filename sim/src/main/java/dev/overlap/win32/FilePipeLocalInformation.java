package dev.overlap.win32;

/**
 * FILE_PIPE_LOCAL_INFORMATION: a pipe as NtQueryInformationFile describes it to one end (Microsoft: FILE_PIPE_LOCAL_INFORMATION (ntifs.h); N32a,
 * N33).
 *
 * <p>Inbound is the direction from the client to the server, outbound the other one, whichever end asks. What can be read and written, the state
 * and the end are those of the asking end.
 *
 * @param namedPipeType FILE_PIPE_BYTE_STREAM_TYPE or FILE_PIPE_MESSAGE_TYPE
 * @param namedPipeConfiguration FILE_PIPE_INBOUND, FILE_PIPE_OUTBOUND or FILE_PIPE_FULL_DUPLEX
 * @param maximumInstances how many instances may exist at once; -1 where PIPE_UNLIMITED_INSTANCES was asked for
 * @param currentInstances how many exist
 * @param inboundQuota bytes, createNamedPipe's inBufferBytes
 * @param readDataAvailable bytes that this end can read now, those of the peer's pending writes included
 * @param outboundQuota bytes, createNamedPipe's outBufferBytes
 * @param writeQuotaAvailable bytes that this end can write without pending; the peer's pending reads are counted as used (R5)
 * @param namedPipeState FILE_PIPE_DISCONNECTED_STATE to FILE_PIPE_CLOSING_STATE
 * @param namedPipeEnd FILE_PIPE_CLIENT_END or FILE_PIPE_SERVER_END
 */
public record FilePipeLocalInformation(int namedPipeType, int namedPipeConfiguration, int maximumInstances, int currentInstances, int inboundQuota,
        int readDataAvailable, int outboundQuota, int writeQuotaAvailable, int namedPipeState, int namedPipeEnd) {
    public static final int FILE_PIPE_BYTE_STREAM_TYPE = 0;
    public static final int FILE_PIPE_MESSAGE_TYPE = 1;

    public static final int FILE_PIPE_INBOUND = 0;
    public static final int FILE_PIPE_OUTBOUND = 1;
    public static final int FILE_PIPE_FULL_DUPLEX = 2;

    public static final int FILE_PIPE_DISCONNECTED_STATE = 1;
    public static final int FILE_PIPE_LISTENING_STATE = 2;
    public static final int FILE_PIPE_CONNECTED_STATE = 3;
    public static final int FILE_PIPE_CLOSING_STATE = 4;

    public static final int FILE_PIPE_CLIENT_END = 0;
    public static final int FILE_PIPE_SERVER_END = 1;
}
