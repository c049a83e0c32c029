package dev.holdfast.examples.benchmarks.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkedReaderTest {
    private static final int EVENTS = 250;

    private FilledLog log;

    @BeforeEach
    void fill() throws Exception {
        log = FilledLog.in(EmbeddedPostgres.shared().createDatabase(), 100);
        log.grow(EVENTS);
    }

    @AfterEach
    void drop() {
        log.drop();
    }

    @ParameterizedTest
    @ValueSource(strings = {LogProgram.VERIFY, LogProgram.EXPORT})
    void run_wholeLog_isAnEffectAndTellsOfTheHeap(String task) throws Exception {
        try (ForkedReader reader = ForkedReader.start("log", task, log, log);
                Contestant.Worker worker = reader.worker(0)) {
            assertThat(reader.size()).isEqualTo(EVENTS);
            worker.run();
            assertThat(reader.effects()).isEqualTo(1);
            assertThat(reader.remark()).endsWith("-Xmx64m");

            log.database()
                    .execute(
                            "ALTER TABLE holdfast.audit_event DISABLE TRIGGER USER;"
                                    + " DELETE FROM holdfast.audit_event WHERE id = (SELECT min(id::text)::uuid FROM holdfast.audit_event)");
            worker.run();
            assertThat(reader.effects()).as("a log that lacks an event").isEqualTo(1);
        }
    }

    @Test
    void run_jvmEnds_tellsItsExitCodeAndWhatItSaid() throws Exception {
        try (ForkedReader reader = ForkedReader.start("log", LogProgram.VERIFY, log, log);
                Contestant.Worker worker = reader.worker(0)) {
            log.database().execute("ALTER TABLE holdfast.audit_event RENAME TO gone");

            assertThatIllegalStateException()
                    .isThrownBy(worker::run)
                    .withMessageStartingWith("verify, log: its JVM ended with exit code 1, having printed:")
                    .withMessageContaining("holdfast.audit_event");
        }
    }
}
