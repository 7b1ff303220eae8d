package dev.overlap.script;

import java.util.Arrays;
import java.util.stream.Collectors;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/** Pages, and which of them were written. */
final class MemoryVerbs extends Verbs {

    MemoryVerbs(Win32 win32, Bindings bindings) {
        super(win32, bindings);
    }

    @Override
    Outcome call(Function function, Arguments arguments) {
        return switch (function) {
            case VIRTUAL_ALLOC -> allocate(arguments);
            case GET_WRITE_WATCH -> written(arguments);
            case RESET_WRITE_WATCH -> {
                Memory memory = arguments.memory(0);
                yield Outcome.number(win32.resetWriteWatch(memory, 0, memory.size()));
            }
            default -> throw notMine(function);
        };
    }

    private Outcome allocate(Arguments arguments) {
        Memory memory = win32.virtualAlloc(arguments.number(0), arguments.flags(1, Win32.MEM_COMMIT | Win32.MEM_RESERVE),
                arguments.flags(2, Win32.PAGE_READWRITE));
        if (memory != null) {
            arguments.results().forEach(name -> bindings.bind(name, memory));
        }
        return Outcome.pointer(memory, win32.getLastError());
    }

    private Outcome written(Arguments arguments) {
        Memory memory = arguments.memory(0);
        long[] addresses = new long[memory.size() / Win32.PAGE_BYTES];
        DwordReference count = new DwordReference(addresses.length);
        Outcome outcome = Outcome.number(win32.getWriteWatch(arguments.flags(1, 0), memory, 0, memory.size(), addresses, count));
        String pages = Arrays.stream(addresses).limit(count.value).mapToObj(address -> Long.toString((address - memory.address()) / Win32.PAGE_BYTES))
                .collect(Collectors.joining(" "));
        return outcome.with("count", count).with("pages", '"' + pages + '"');
    }
}
