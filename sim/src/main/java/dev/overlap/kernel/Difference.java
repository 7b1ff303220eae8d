package dev.overlap.kernel;

import static dev.overlap.kernel.Profile.WINDOWS_7;
import static dev.overlap.kernel.Profile.WINDOWS_8;
import static dev.overlap.kernel.Profile.WINE_8_0;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What some kernels do otherwise than the others: an older Windows than present ones, or Wine 8.0 than any Windows. All of it stands here, and nowhere else; the
 * kernel asks where it decides.
 *
 * <p>Rows of the model have two digits at least (C06), those of the catalogue as many as they need (K6). A row of the catalogue that a profile shows otherwise is no failure of that profile, but known: {@link #rowsOf}. Sources are the catalogue's own marks
 * ({@code [todo]}, {@code [broken]}, {@code [≥8]}) and what Wine 8.0 was seen to do.
 */
public enum Difference {

    // ---------------------------------------------------------------- versions of Windows

    EMPTY_READ_SUCCEEDS("A read of 0 bytes, in message-read mode, succeeds where there is a message; since Windows 8 it says that there is more", How.RULE,
            rows("R07", "K63"), WINDOWS_7),
    PARTS_HAVE_NO_PACKET(
            "Part of a message that a read gets at once has no packet where packets are skipped on success; since Windows 8 such a read says that it"
                    + " pends, and has one",
            How.RULE, rows("I02", "N28"), WINDOWS_7, WINE_8_0),
    POOL_WAIT_DISARMED("WaitForThreadpoolWaitCallbacks, told to cancel, disarms the wait", How.RULE, rows("T02", "T38", "T40"), WINDOWS_8),

    // ---------------------------------------------------------------- Wine: reading, writing, cancelling

    EMPTY_READ_TELLS_MORE("A read of 0 bytes, in message-read mode, says that there is more, as since Windows 8, whatever Windows it says that it is", How.RULE,
            rows("R07", "K63"), WINE_8_0),
    CANCEL_OF_NOTHING_SUCCEEDS("CancelIoEx of everything answers TRUE where nothing pends", How.RULE, rows("C02", "C06"), WINE_8_0),
    EVENT_ENDS_WITH_THREAD("An operation with an hEvent is cancelled when its thread exits, although its file is bound to a port", How.RULE,
            rows("C09", "I07"), WINE_8_0),
    PART_FAILS_READ_FILE_EX("ReadFileEx answers FALSE with ERROR_MORE_DATA, and its routine runs all the same", How.RULE, rows("A03", "N15"), WINE_8_0),
    SYNCHRONOUS_FILE_IS_NOT_SIGNALLED("A call on a synchronous file that was given an event signals the event alone", How.RULE, rows("N36"), WINE_8_0),
    CANCELLED_LISTEN_SETS_ITS_EVENT("A listen on a synchronous file that is cancelled sets the event that it was given, and does not signal the file",
            How.NOT_SIMULATED, rows("N8"), WINE_8_0),
    ALERTABLE_LISTEN_GOES_ON("A user APC does not end a listen on an alertable synchronous file", How.NOT_SIMULATED, rows("N38"), WINE_8_0),

    // ---------------------------------------------------------------- Wine: closing and opening

    CLOSE_DROPS_PENDING_WRITES("What an end has written and still pends is lost when the end is closed", How.RULE, rows("D17"), WINE_8_0),
    CLOSE_CANCELS_NO_PACKETS("Closing a process's last handle cancels nothing while another process has one", How.RULE, rows("M2"), WINE_8_0),
    FIRST_INSTANCE_IS_NOT_ASKED("FILE_FLAG_FIRST_PIPE_INSTANCE is accepted for a second instance", How.RULE, rows("M11", "X02"), WINE_8_0),
    ANY_NUMBER_OF_INSTANCES("A maximum of 0 instances, or of more than 255, is accepted", How.RULE, rows("M11", "X02"), WINE_8_0),
    MODES_NEED_NO_RIGHT("SetNamedPipeHandleState needs no right to write attributes on a client's end", How.RULE, rows("N10", "M07"), WINE_8_0),
    BUSY_END_STOPS_WAITING("SetNamedPipeHandleState sets PIPE_NOWAIT also while a read pends, or what the end wrote is unread", How.RULE, rows("D20"),
            WINE_8_0),
    COLLECTION_CAN_BE_ASKED_FOR("GetNamedPipeHandleState accepts parameters that have no meaning for a local pipe", How.NOT_SIMULATED, rows("K74"), WINE_8_0),
    NO_NAME_WHILE_CLOSING("A client whose server has closed cannot ask for the name", How.NOT_SIMULATED, rows("N32c"), WINE_8_0),
    OTHER_WRITE_QUOTA("WriteQuotaAvailable is not what is free", How.NOT_SIMULATED, rows("N33", "R4", "R5", "R6"), WINE_8_0),
    OUTBOUND_END_CANNOT_BE_ASKED("A server's end that can only write cannot be asked for its pipe's state, as if nothing had the right to read attributes",
            How.NOT_SIMULATED, rows("N33"), WINE_8_0),
    DUPLICATES_GAIN_RIGHTS("DuplicateHandle gives a handle rights that the source does not have", How.NOT_SIMULATED, rows("K45", "K50"), WINE_8_0),
    CLIENTS_DISCONNECT_IS_NOT_SUPPORTED("DisconnectNamedPipe on a client's end fails with ERROR_NOT_SUPPORTED", How.NOT_SIMULATED, rows("R25"), WINE_8_0),
    NOWAIT_WRITES_PARTS("A write in PIPE_NOWAIT mode that does not fit is not all or nothing", How.NOT_SIMULATED, rows("K129"), WINE_8_0),

    // ---------------------------------------------------------------- Wine: pages

    GUARD_PAGE_IS_NO_ACCESS("A guard page in a buffer at issue is ERROR_NOACCESS for sure", How.RULE, rows("M08"), WINE_8_0),
    WHOLE_BUFFER_IS_COPIED("A buffer of which any page cannot be written at completion ends the read with ERROR_INVALID_USER_BUFFER", How.RULE, rows("M08"),
            WINE_8_0),
    GUARDED_OVERLAPPED_HANGS("An OVERLAPPED that cannot be written at completion hangs its thread", How.NOT_SIMULATED, rows("M09"), WINE_8_0),

    // ---------------------------------------------------------------- Wine: waits, callbacks, ports

    DUPLICATES_CAN_BE_WAITED_FOR("A wait for all of several objects takes the same one twice", How.RULE, rows("E02"), WINE_8_0),
    PSEUDO_HANDLES_CAN_BE_WAITED_FOR("WaitForMultipleObjects takes pseudo handles", How.RULE, rows("S9"), WINE_8_0),
    TIMED_WAIT_ENDS("A registered wait that would go on calls back for one time-out, and then never again", How.RULE, rows("W04", "W12"), WINE_8_0),
    TIME_OUT_COMES_FIRST("A registered wait with a time-out of 0 times out although its object is signalled", How.RULE, rows("W04", "T9"), WINE_8_0),
    UNREGISTER_INSIDE_IS_PENDING("UnregisterWait inside the wait's own callback, in the thread that waits, answers FALSE with ERROR_IO_PENDING",
            How.NOT_SIMULATED, rows("W07", "TH6"), WINE_8_0),
    POOL_THREADS_ARE_NOT_ALERTABLE("Threads of the pool that are not those for I/O run no user APC", How.NOT_SIMULATED, rows("T11"), WINE_8_0),
    CALLBACKS_COME_LATE("A callback may begin after the call that was to wait for it has returned", How.CHOICE,
            rows("W08", "W09", "W13", "W14", "T06", "T07"), WINE_8_0),
    CLOSED_PORT_IS_WAITED_FOR("Who waits for a packet goes on waiting when the port is closed", How.RULE, rows("I05"), WINE_8_0),
    NO_HANDLE_COUNT("GetProcessHandleCount counts nothing", How.NOT_SIMULATED, rows("M00", "M01"), WINE_8_0);

    /** How the simulated kernel shows a difference. */
    public enum How {
        /** Always. */
        RULE,
        /** By choice. */
        CHOICE,
        /** Not at all: it is known of the real kernel alone. */
        NOT_SIMULATED
    }

    private final String sentence;
    private final How how;
    private final List<String> rows;
    private final int profiles;

    Difference(String sentence, How how, List<String> rows, Profile... profiles) {
        this.sentence = sentence;
        this.how = how;
        this.rows = rows;
        int bits = 0;
        for (Profile profile : profiles) {
            bits |= 1 << profile.ordinal();
        }
        this.profiles = bits;
    }

    private static List<String> rows(String... rows) {
        return List.of(rows);
    }

    /** The rows that a profile answers otherwise, each with the reason; of several reasons the first. In the order of the differences. */
    public static Map<String, Difference> rowsOf(Profile profile) {
        Map<String, Difference> known = new LinkedHashMap<>();
        for (Difference difference : values()) {
            if (difference.isShownBy(profile)) {
                difference.rows.forEach(row -> known.putIfAbsent(row, difference));
            }
        }
        return Collections.unmodifiableMap(known);
    }

    /** Whether a profile shows it. Hot path. */
    public boolean isShownBy(Profile profile) {
        return (profiles >> profile.ordinal() & 1) != 0;
    }

    /** What is so, in one sentence without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** Whether the simulated kernel shows it. */
    public How how() {
        return how;
    }

    /** The rows in which it is seen: of the conformance catalogue, and of the table of what Wine was seen to do. */
    public List<String> rows() {
        return rows;
    }
}
