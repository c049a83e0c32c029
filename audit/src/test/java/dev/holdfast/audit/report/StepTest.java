package dev.holdfast.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {
    private static final Instant FROM = Instant.parse("2026-03-14T15:09:26Z");

    @ParameterizedTest
    @CsvSource({"1, HOUR", "3, HOUR", "4, SIX_HOURS", "21, SIX_HOURS", "22, DAY", "150, DAY", "151, WEEK", "1100, WEEK"
    })
    void of_anyPeriod_givesNoMoreBarsThanAPlotHolds(long days, Step expected) {
        Instant until = FROM.plus(Duration.ofDays(days));
        Step step = Step.of(FROM, until);

        assertThat(step).isEqualTo(expected);
        assertThat(Duration.between(step.floor(FROM), until).dividedBy(step.length))
                .isLessThanOrEqualTo(160);
    }

    @Test
    void floor_isTheBeginningOfHourDayAndWeekInUtc() {
        assertThat(Step.HOUR.floor(FROM)).isEqualTo("2026-03-14T15:00:00Z");
        assertThat(Step.SIX_HOURS.floor(FROM)).isEqualTo("2026-03-14T12:00:00Z");
        assertThat(Step.DAY.floor(FROM)).isEqualTo("2026-03-14T00:00:00Z");
        // A Monday.
        assertThat(Step.WEEK.floor(FROM)).isEqualTo("2026-03-09T00:00:00Z");
        assertThat(Step.DAY.floor(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "2, 2", "3, 4", "5, 6", "7, 10", "11, 20", "41, 60", "61, 100", "1001, 2000"})
    void roundTop_holdsTheValueAndHasAWholeHalf(long value, long expected) {
        assertThat(HtmlPlot.roundTop(value)).isEqualTo(expected);
    }
}
