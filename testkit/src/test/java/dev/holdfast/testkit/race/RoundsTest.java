package dev.holdfast.testkit.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {

    private static final String PROPERTY = "holdfast.rounds";

    private String before;

    @BeforeEach
    void remember() {
        before = System.clearProperty(PROPERTY);
    }

    @AfterEach
    void restore() {
        System.clearProperty(PROPERTY);
        if (before != null) {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void of_noProperty_isFiveAtMost() {
        assertThat(Rounds.of(200)).isEqualTo(5);
        assertThat(Rounds.of(3)).isEqualTo(3);
    }

    @Test
    void of_full_isThePublishedCount() {
        System.setProperty(PROPERTY, "full");

        assertThat(Rounds.of(200)).isEqualTo(200);
    }

    @Test
    void of_number_isTheLesser() {
        System.setProperty(PROPERTY, "25");

        assertThat(Rounds.of(200)).isEqualTo(25);
        assertThat(Rounds.of(25)).isEqualTo(25);
        assertThat(Rounds.of(24)).isEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", ""})
    void of_uselessProperty_isRefused(String value) {
        System.setProperty(PROPERTY, value);

        assertThatThrownBy(() -> Rounds.of(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("holdfast.rounds must be 'full' or a positive number, got '" + value + "'");
    }

    @Test
    void of_zeroPublished_isRefused() {
        assertThatThrownBy(() -> Rounds.of(0)).hasMessage("published must be at least 1, got 0");
    }
}
