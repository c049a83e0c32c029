package dev.holdfast.migration.cli.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextVersionTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T10:35:12.678Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "'', 20260115103512",
        "1, 2",
        "9, 10",
        "001, 002",
        "0099, 0100",
        "1 3 2, 4",
        "20251231235959, 20260115103512",
        "20260115103512, 20260115103513",
        "20991231235959, 20991231235960",
        "1700000000000, 1768473312678",
        "1700000000, 1768473312",
    })
    void after_versionsOfAFolder_goesOnInTheirKind(String versions, String expected) {
        List<String> present = Arrays.stream(versions.split(" ", -1))
                .filter(version -> !version.isEmpty())
                .toList();
        assertThat(NextVersion.after(present, CLOCK)).isEqualTo(expected);
    }
}
