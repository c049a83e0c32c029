package dev.holdfast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RequireTest {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(15);

    @Test
    void text_bounds_areHeld() {
        assertThat(Require.text("name", "abc", 3)).isEqualTo("abc");
        assertThatThrownBy(() -> Require.text("name", "abcd", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name must have at most 3 characters, got 4");
        assertThatThrownBy(() -> Require.text("name", " \t", 3)).hasMessage("name must not be blank");
    }

    @Test
    void between_bothBounds_areIncluded() {
        assertThat(Require.between("rounds", 1, 1, 3)).isEqualTo(1);
        assertThat(Require.between("rounds", 3, 1, 3)).isEqualTo(3);
        assertThatThrownBy(() -> Require.between("rounds", 0, 1, 3))
                .hasMessage("rounds must be between 1 and 3, got 0");
        assertThatThrownBy(() -> Require.between("rounds", 4, 1, 3))
                .hasMessage("rounds must be between 1 and 3, got 4");
    }

    @Test
    void between_durations_areIncluded() {
        assertThat(Require.between("lifetime", LEAST, LEAST, MOST)).isEqualTo(LEAST);
        assertThat(Require.between("lifetime", MOST, LEAST, MOST)).isEqualTo(MOST);
        assertThatThrownBy(() -> Require.between("lifetime", Duration.ofHours(2), LEAST, MOST))
                .hasMessage("lifetime must be between PT1S and PT15M, got PT2H");
        assertThatThrownBy(() -> Require.between("lifetime", LEAST.minusNanos(1), LEAST, MOST))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Require.between("lifetime", MOST.plusNanos(1), LEAST, MOST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void matching_message_isShortAndOneLine() {
        Pattern letters = Pattern.compile("[a-z]+");
        assertThat(Require.matching("word", "abc", letters, "must be letters")).isEqualTo("abc");
        assertThatThrownBy(() -> Require.matching("word", "a\nb\0", letters, "must be letters"))
                .hasMessage("word must be letters, got 'a?b?'");
        assertThatThrownBy(() -> Require.matching("word", "1".repeat(61), letters, "must be letters"))
                .hasMessage("word must be letters, got '" + "1".repeat(60) + "…'");
        assertThatThrownBy(() -> Require.matching("word", "abc\n", letters, "must be letters"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
