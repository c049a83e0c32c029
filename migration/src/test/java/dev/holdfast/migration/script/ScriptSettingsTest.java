package dev.holdfast.migration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptSettingsTest {
    private static ScriptSettings of(String text) {
        return ScriptSettings.of(new ScriptFile("memory", "V1__a.sql", text));
    }

    @Test
    void of_head_isRead() {
        ScriptSettings settings = of("""
                -- Why: a slow one
                -- holdfast: lock_timeout=2s statement_timeout=5min

                --holdfast: transaction=none
                SELECT 1;
                """);
        assertThat(settings.lockTimeout()).contains(Duration.ofSeconds(2));
        assertThat(settings.statementTimeout()).contains(Duration.ofMinutes(5));
        assertThat(settings.inTransaction()).isFalse();
        assertThat(of("-- holdfast: statement_timeout=none\n").statementTimeout())
                .contains(Duration.ZERO);
    }

    /** Below the head, in a string, and what silences a rule. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\n-- holdfast: lock_timeout=2s",
                "SELECT '\n-- holdfast: lock_timeout=2s\n';",
                "/*\n-- holdfast: lock_timeout=2s\n*/",
                "-- holdfast:allow add-index because the table is empty",
                "-- not holdfast: lock_timeout=2s"
            })
    void of_elsewhere_isNotRead(String text) {
        assertThat(of(text)).isEqualTo(ScriptSettings.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ignore the rest",
                "requires = shop:2.4",
                "lock_timout=2s",
                "lock_timeout=0s",
                "lock_timeout=2",
                "lock_timeout=",
                "lock_timeout=2s fast",
                "transaction=yes",
                "statement_timeout=-1s"
            })
    void of_unknownWord_isRefusedWithTheFile(String words) {
        assertThatThrownBy(() -> of("-- holdfast: " + words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("V1__a.sql");
    }
}
