package dev.overlap.program;

import java.util.Collection;

import dev.overlap.choice.SplitMix;
import dev.overlap.reader.Capability;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;

/** Stands for programs that are drawn at random: who explores it plays what is {@linkplain #drawn drawn}, not itself. */
public final class RandomProgram implements Scenario {

    private static final int MAX_OPS = 20;
    /** At these something changes in a reader of small chunks, or in a queue of small quota. */
    private static final int[] SIZES = {0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 40, 64, 100};

    @Override
    public String name() {
        return ProgramScenario.NAME;
    }

    @Override
    public String summary() {
        return "stories that chance makes up";
    }

    @Override
    public int faults() {
        return ProgramScenario.FAULTS;
    }

    @Override
    public void play(Stage stage) {
        throw new IllegalStateException("a program has to be drawn before it is played");
    }

    /** The program of a seed for readers with these capabilities: the same for ever. Any thread. */
    public static ProgramScenario drawn(long seed, Collection<Capability> capabilities) {
        SplitMix random = new SplitMix(seed);
        byte[] pipe = {(byte) random.next(), size(random)};
        return new ProgramScenario(ProgramCode.decode(pipe, 0, operations(random, 1 + random.below(MAX_OPS))).program().within(capabilities));
    }

    /** Operations in the bytes of {@link ProgramCode}, the same for ever for each seed. Any thread. */
    public static byte[] operations(long seed, int count) {
        return operations(new SplitMix(seed), count);
    }

    private static byte[] operations(SplitMix random, int count) {
        byte[] code = new byte[2 * count];
        for (int i = 0; i < code.length; i += 2) {
            code[i] = (byte) (1 + random.below(ProgramCode.CODES - 1));
            // Taken for another operation where this one has no number.
            code[i + 1] = size(random);
        }
        return code;
    }

    private static byte size(SplitMix random) {
        int any = random.below(64);
        return (byte) (random.below(4) == 0 ? any : SIZES[1 + random.below(SIZES.length - 1)]);
    }
}
