package dev.overlap.schedule;

import java.util.Arrays;

/**
 * The switches of one execution and nothing else: which coroutines were made, and who ran after whom. Replaying it with empty bodies costs what coroutines cost
 * by themselves, which is what an execution is measured against.
 */
public final class SwitchList {

    private static final int KINDS = 4;
    private static final int CREATE = 0;
    private static final int TRANSFER = 1;
    private static final int ENDED = 2;
    private static final int LEAVE = 3;

    private int[] events = new int[64];
    private int size;
    private int first;
    private int beforeRun;

    private void add(int kind, int slot) {
        if (size == events.length) {
            events = Arrays.copyOf(events, 2 * size);
        }
        events[size++] = (slot + 1) * KINDS + kind;
    }

    /** How many times control passed from one coroutine to another. */
    public int switches() {
        int switches = 0;
        for (int i = 0; i < size; i++) {
            if (events[i] % KINDS != CREATE) {
                switches++;
            }
        }
        return switches;
    }

    /** A bench whose engine writes the switches of each execution into the list that {@link Recorder#next} gives. */
    public static final class Recorder {

        private final Coroutines engine = new ContinuationEngine();
        private SwitchList list = new SwitchList();

        /** The bench to play on. */
        public Bench bench() {
            return new Bench(new Coroutines() {
                @Override
                public void create(Task task) {
                    list.add(CREATE, task.slot());
                    engine.create(task);
                }

                @Override
                public void run(int firstSlot) {
                    list.first = firstSlot;
                    list.beforeRun = list.size;
                    engine.run(firstSlot);
                }

                @Override
                public void transfer(int from, int to) {
                    list.add(TRANSFER, to);
                    engine.transfer(from, to);
                }

                @Override
                public void ended(int slot, int successor) {
                    list.add(ENDED, successor);
                    engine.ended(slot, successor);
                }

                @Override
                public RuntimeException leave(int from) {
                    list.add(LEAVE, NONE);
                    throw engine.leave(from);
                }
            });
        }

        /** The list of the execution just played; the next one gets another. */
        public SwitchList next() {
            SwitchList done = list;
            list = new SwitchList();
            return done;
        }
    }

    /** Replays lists on an engine of its own. */
    public static final class Bare {

        private final ContinuationEngine engine = new ContinuationEngine();
        private SwitchList list = new SwitchList();
        private int position;

        /** Replays one list, with new coroutines. */
        public void replay(SwitchList replayed) {
            list = replayed;
            for (position = 0; position < list.beforeRun; position++) {
                create();
            }
            engine.run(list.first);
        }

        private void create() {
            int slot = list.events[position] / KINDS - 1;
            engine.create(slot, new Body(slot));
        }

        /** A task that does nothing but switch. */
        private final class Body implements Runnable {
            private final int slot;

            Body(int slot) {
                this.slot = slot;
            }

            @Override
            public void run() {
                while (true) {
                    int event = list.events[position];
                    int target = event / KINDS - 1;
                    switch (event % KINDS) {
                        case CREATE -> {
                            create();
                            position++;
                        }
                        case TRANSFER -> {
                            position++;
                            engine.transfer(slot, target);
                        }
                        case ENDED -> {
                            position++;
                            engine.ended(slot, target);
                            return;
                        }
                        default -> throw engine.leave(slot);
                    }
                }
            }
        }
    }
}
