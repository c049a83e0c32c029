package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.testkit.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunRecordingTest {
    private static final Place PLACE = new Place("bibliothek", "15.19", "migrator", "test 1");

    private final MutableClock clock = MutableClock.at(SampleRuns.START);
    private final RunRecording recording = RunRecording.start(Kind.REHEARSE, PLACE, clock, Uuid7.of(clock));

    @Test
    void end_afterEverything_holdsItInOrder() {
        MigrationRun first = SampleRuns.migration("1", "a", Result.REHEARSED)
                .statement(1, 1, "SELECT", 91)
                .build();
        clock.advance(Duration.ofMillis(250));
        recording.migration(first);
        recording.decision("allowed", "anna", "no rows");
        recording.schemaDiff(List.of("+ table s.t: table owner o")).schemaDiff(List.of("- table s.u: table owner o"));
        clock.advance(Duration.ofMillis(50));
        RunRecord record = recording.end(Outcome.success());

        assertThat(record.id()).isEqualTo(recording.id());
        assertThat(Uuid7.millisOf(UUID.fromString(record.id()))).isEqualTo(SampleRuns.START.toEpochMilli());
        assertThat(record.kind()).isEqualTo(Kind.REHEARSE);
        assertThat(record.place()).isEqualTo(PLACE);
        assertThat(record.startedAt()).isEqualTo(SampleRuns.START);
        assertThat(record.endedAt()).isEqualTo(SampleRuns.START.plusMillis(300));
        assertThat(record.decisions())
                .containsExactly(new Decision("allowed", "anna", "no rows", SampleRuns.START.plusMillis(250)));
        assertThat(record.schemaDiff()).containsExactly("+ table s.t: table owner o", "- table s.u: table owner o");
        // It took 100 ms and ended 250 ms after the beginning.
        assertThat(record.migrations()).containsExactly(first.startedAfter(Duration.ofMillis(150)));
    }

    @Test
    void migration_thatKnowsItsBeginning_keepsIt() {
        MigrationRun run =
                SampleRuns.migration("1", "a", Result.REHEARSED).at(7).build();
        clock.advance(Duration.ofSeconds(1));

        assertThat(recording.migration(run).end(Outcome.success()).migrations()).containsExactly(run);
    }

    @Test
    void end_clockSetBack_isNotBeforeTheBeginning() {
        clock.set(SampleRuns.START.minusSeconds(5));
        recording.migration(SampleRuns.migration("1", "a", Result.REHEARSED)
                .statement(1, 1, "SELECT", 1)
                .build());
        RunRecord record = recording.end(Outcome.success());

        assertThat(record.endedAt()).isEqualTo(record.startedAt());
        assertThat(record.migrations().get(0).startedAfter()).contains(Duration.ZERO);
    }

    @Test
    void anything_afterTheEnd_isRefused() {
        RunRecord unused = recording.end(Outcome.success());

        assertThatThrownBy(() -> recording.decision("a", "b", "c"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run " + recording.id() + " has ended: start another recording");
        assertThatThrownBy(() -> recording.end(Outcome.success())).isInstanceOf(IllegalStateException.class);
    }
}
