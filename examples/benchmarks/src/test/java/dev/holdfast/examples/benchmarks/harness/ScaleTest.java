package dev.holdfast.examples.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void withAtMost_moreThanTheScaleHas_isTheSame() {
        assertThat(Scale.full().withAtMost(Integer.MAX_VALUE)).isEqualTo(Scale.full());
        assertThat(Scale.tiny().withAtMost(7)).isEqualTo(Scale.tiny());
    }

    @Test
    void withAtMost_fewer_warmsUpWithHalfAsMany() {
        assertThat(Scale.full().withAtMost(3)).isEqualTo(new Scale(1, 3, 2, 10_000_000));
        assertThat(Scale.full().withAtMost(7)).isEqualTo(new Scale(3, 7, 2, 10_000_000));
        assertThat(Scale.full().withAtMost(1)).isEqualTo(new Scale(1, 1, 2, 10_000_000));
    }

    @Test
    void inShortTurns_testsExcepted_cutsTurnsIntoAsMany() {
        assertThat(Scale.full().inShortTurns(20)).isEqualTo(new Scale(30, 300, 2, 10_000_000));
        assertThat(Scale.quick().inShortTurns(20).turns()).isEqualTo(100);
        assertThat(Scale.tiny().inShortTurns(20)).isEqualTo(Scale.tiny());
    }

    @Test
    void growth_largestLog_inAWholeRunOnly() {
        assertThat(Scale.full().growth()).containsExactly(100_000, 1_000_000, 10_000_000);
        assertThat(Scale.quick().growth()).containsExactly(100_000, 300_000);
        assertThat(Scale.tiny().growth()).hasSize(2).allMatch(size -> size < 10_000);
    }

    @Test
    void size_testsOnly_isSmaller() {
        assertThat(Scale.full().size(400)).isEqualTo(400);
        assertThat(Scale.quick().size(400)).isEqualTo(400);
        assertThat(Scale.tiny().size(400)).isEqualTo(40);
        assertThat(Scale.tiny().size(5)).isEqualTo(2);
    }
}
