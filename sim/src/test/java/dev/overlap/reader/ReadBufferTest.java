package dev.overlap.reader;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.overlap.win32.Memory;
import org.junit.jupiter.api.Test;

class ReadBufferTest {

    private static final int CHUNK_BYTES = 8;

    private final Chunks chunks = new Chunks();
    private final ReadBuffer buffer = new ReadBuffer(chunks, CHUNK_BYTES);

    @Test
    void bytesComeOutAsTheyCameIn() {
        arrive("steady stream, more than one chunk");

        assertThat(buffer.size()).isEqualTo(34);
        assertThat(read(6)).isEqualTo("steady");
        assertThat(read(100)).isEqualTo(" stream, more than one chunk");
        assertThat(read(1)).isEmpty();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void anOperationGetsTheRestOfTheLastChunk() {
        arrive("12345");

        assertThat(buffer.reserve(100)).isTrue();

        assertThat(buffer.regionOffset()).isEqualTo(5);
        assertThat(buffer.regionBytes()).isEqualTo(3);
    }

    @Test
    void anOperationGetsNoMoreThanItAskedFor() {
        buffer.reserve(2);

        assertThat(buffer.regionBytes()).isEqualTo(2);
    }

    @Test
    void aHugeRequestIsOneChunk() {
        buffer.reserve(Long.MAX_VALUE);

        assertThat(buffer.regionBytes()).isEqualTo(CHUNK_BYTES);
    }

    @Test
    void whatAnOperationBorrowsDoesNotMoveWhenAllBeforeItIsRead() {
        arrive("123");
        buffer.reserve(100);
        Memory borrowed = buffer.region();

        assertThat(read(3)).isEqualTo("123");

        assertThat(buffer.region()).isSameAs(borrowed);
        assertThat(buffer.regionOffset()).isEqualTo(3);
        borrowed.write(3, "45".getBytes(US_ASCII), 0, 2);
        buffer.commit(2);
        assertThat(read(100)).isEqualTo("45");
    }

    @Test
    void aCancelledOperationLeavesNothingAndItsRegionIsUsedAgain() {
        buffer.reserve(100);
        buffer.commit(0);
        arrive("12345678");

        assertThat(chunks.all).hasSize(1);
        assertThat(read(100)).isEqualTo("12345678");
    }

    @Test
    void aChunkThatWasReadIsFilledAgain() {
        for (int i = 0; i < 100; i++) {
            arrive("123456");
            assertThat(read(100)).isEqualTo("123456");
        }
        assertThat(chunks.all).hasSize(1);
    }

    @Test
    void oneChunkIsKeptAndTheOthersAreFreed() {
        arrive("12345678".repeat(5));
        read(40);

        assertThat(chunks.live()).isEqualTo(2);
    }

    @Test
    void aLineFeedIsFoundAcrossChunks() {
        arrive("1234567890\nrest");
        assertThat(buffer.indexOf((byte) '\n')).isEqualTo(10);

        buffer.skip(4);
        assertThat(buffer.indexOf((byte) '\n')).isEqualTo(6);

        buffer.skip(7);
        assertThat(buffer.indexOf((byte) '\n')).isEqualTo(-1);
    }

    @Test
    void skippingMoreThanThereIsSkipsAll() {
        arrive("1234567890");

        assertThat(buffer.skip(Long.MAX_VALUE)).isEqualTo(10);
        assertThat(buffer.skip(1)).isZero();
    }

    @Test
    void withoutMemoryNothingIsGivenOutAndWhatIsThereStays() {
        arrive("12345678");
        chunks.left = 0;

        assertThat(buffer.reserve(1)).isFalse();
        assertThat(read(100)).isEqualTo("12345678");
        assertThat(buffer.reserve(1)).isTrue();
    }

    @Test
    void oneOperationAtATime() {
        buffer.reserve(1);

        assertThatIllegalStateException().isThrownBy(() -> buffer.reserve(1));
    }

    @Test
    void nothingIsCommittedThatWasNotGivenOut() {
        assertThatIllegalStateException().isThrownBy(() -> buffer.commit(0));
        buffer.reserve(3);
        assertThatIllegalStateException().isThrownBy(() -> buffer.commit(4));
        assertThatIllegalStateException().isThrownBy(() -> buffer.commit(-1));
    }

    @Test
    void aChunkHasAByteAtLeast() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReadBuffer(chunks, 0)).withMessageContaining("chunks of 0 bytes");
    }

    @Test
    void freeingGivesBackEverythingOnce() {
        arrive("12345678".repeat(3));
        read(9);

        buffer.free();

        assertThat(chunks.live()).isZero();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void whatAnOperationBorrowsIsNotFreed() {
        buffer.reserve(1);

        assertThatIllegalStateException().isThrownBy(buffer::free);
        assertThat(chunks.live()).isEqualTo(1);
    }

    private void arrive(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        int done = 0;
        while (done < bytes.length) {
            assertThat(buffer.reserve(bytes.length - done)).isTrue();
            int part = buffer.regionBytes();
            buffer.region().write(buffer.regionOffset(), bytes, done, part);
            buffer.commit(part);
            done += part;
        }
    }

    private String read(int maxBytes) {
        byte[] target = new byte[maxBytes + 2];
        int bytes = buffer.read(target, 1, maxBytes);
        assertThat(target[0]).isZero();
        assertThat(target[bytes + 1]).isZero();
        return new String(target, 1, bytes, US_ASCII);
    }
}
