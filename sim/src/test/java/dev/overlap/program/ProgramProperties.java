package dev.overlap.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import dev.overlap.reader.Capability;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A program is the same after it was printed and read, or said in bytes; anything else is a program, or refused with a place. */
class ProgramProperties {

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void whatIsPrintedIsRead(@ForAll("programs") Program program) throws Exception {
        assertThat(ProgramFormat.parse(ProgramFormat.print(program))).isEqualTo(program);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void whatIsSaidInBytesIsUnderstood(@ForAll("programs") Program program) {
        byte[] code = ProgramCode.encode(program);
        ProgramCode.Decoded decoded = ProgramCode.decode(code, 0);
        assertThat(decoded.program()).isEqualTo(program);
        assertThat(decoded.end()).isEqualTo(code.length);
    }

    /** As if both stood one behind the other. */
    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void operationsOfOtherBytesAreAppended(@ForAll("programs") Program program, @ForAll long seed, @ForAll @IntRange(max = 15) int count) {
        byte[] code = ProgramCode.encode(program);
        byte[] more = RandomProgram.operations(seed, count);
        byte[] both = Arrays.copyOf(code, code.length - 1 + more.length);
        System.arraycopy(more, 0, both, code.length - 1, more.length);
        ProgramCode.Decoded decoded = ProgramCode.decode(code, 0, more);
        assertThat(decoded.program()).isEqualTo(ProgramCode.decode(both, 0).program());
        assertThat(decoded.end()).isEqualTo(code.length);
        assertThat(RandomProgram.operations(seed, count)).isEqualTo(more);
    }

    @Property(tries = 2_000)
    void anyBytesAreAProgramThatCanBeSaidInBytes(@ForAll byte[] bytes) throws Exception {
        ProgramCode.Decoded decoded = ProgramCode.decode(bytes, 0);
        assertThat(decoded.end()).isBetween(0, bytes.length);
        assertThat(ProgramCode.decode(ProgramCode.encode(decoded.program()), 0).program()).isEqualTo(decoded.program());
        assertThat(ProgramFormat.parse(ProgramFormat.print(decoded.program()))).isEqualTo(decoded.program());
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void aChangedLineIsReadOrRefusedWithItsPlace(@ForAll("programs") Program program, @ForAll("changes") String change, @ForAll double where) {
        List<String> lines = new ArrayList<>(ProgramFormat.print(program));
        int at = Math.floorMod(Double.hashCode(where), lines.size());
        String line = lines.get(at);
        int split = Math.floorMod(Double.hashCode(where) >> 8, line.length() + 1);
        lines.set(at, line.substring(0, split) + change + line.substring(Math.min(line.length(), split + change.length() / 2)));
        try {
            Program read = ProgramFormat.parse(lines);
            assertThat(ProgramFormat.parse(ProgramFormat.print(read))).isEqualTo(read);
        } catch (ProgramSyntaxException e) {
            assertThat(e.line()).isBetween(1, lines.size());
            assertThat(e.column()).isBetween(1, lines.get(e.line() - 1).length() + 1);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatAReaderCannotDoIsLeftOut(@ForAll("programs") Program program) {
        EnumSet<Capability> none = EnumSet.noneOf(Capability.class);
        assertThat(new ProgramScenario(program.within(none)).needs()).isEmpty();
        assertThat(program.within(EnumSet.allOf(Capability.class))).isEqualTo(program);
    }

    /** Whoever takes each simpler program ends with the plainest one. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void takingWhateverIsSimplerEndsWithNothing(@ForAll("programs") Program program) {
        SimplerPrograms simpler = new SimplerPrograms(program);
        Program best = program;
        for (Program next = simpler.next(); next != null; next = simpler.next()) {
            assertThat(next).isNotEqualTo(best);
            assertThat(next.ops().size()).isLessThanOrEqualTo(best.ops().size());
            best = next;
            simpler.take(next);
        }
        assertThat(best.ops()).isEmpty();
        assertThat(best.pipe().messages() || best.pipe().readsMessages() || best.pipe().peerOverlaps() || !best.pipe().readerIsServer()).isFalse();
    }

    @Provide
    Arbitrary<Program> programs() {
        return Programs.any();
    }

    @Provide
    Arbitrary<String> changes() {
        return Arbitraries.oneOf(Arbitraries.strings().withChars("ownerpipe 0123456789-x\t#\u00E9").ofMaxLength(8),
                Arbitraries.of("99999999999", "-1", " 5", "world "));
    }
}
