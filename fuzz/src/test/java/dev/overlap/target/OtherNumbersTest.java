package dev.overlap.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class OtherNumbersTest {

    @Test
    void anyNumberOfATextBecomesAnyOther() {
        Set<String> texts = IntStream.range(0, 2_000).mapToObj(i -> OtherNumbers.in("7 x 88" + "!".repeat(i)).replace("!", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(texts).contains("0 x 88", "-1 x 88", "2147483648 x 88", "99999999999999999999 x 88", "7 x 0", "7 x -1", "7 x 2147483648")
                .allMatch(text -> text.startsWith("7 x ") || text.endsWith(" x 88"));
    }

    @Test
    void theSameTextBecomesTheSame() {
        assertThat(OtherNumbers.in("#1 with 5 bytes")).isEqualTo(OtherNumbers.in("#1 with 5 bytes")).isNotEqualTo("#1 with 5 bytes");
    }

    @Test
    void aTextWithoutANumberStaysAsItIs() {
        assertThat(OtherNumbers.in("")).isEmpty();
        assertThat(OtherNumbers.in("overlap")).isEqualTo("overlap");
    }
}
