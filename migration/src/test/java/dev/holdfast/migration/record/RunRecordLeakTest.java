package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.testkit.LeakProbe;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Literals of scripts, rows and passwords that a run meets do not come into its record. */
class RunRecordLeakTest {
    private static final String VALUE = "anna@private.example";
    private static final String SCHEMA = """
            CREATE SCHEMA s;
            CREATE TABLE s.t (a text DEFAULT 'VALUE' CHECK (a <> 'it''s VALUE'), b text GENERATED ALWAYS AS ('VALUE' || 'x') STORED);
            CREATE DOMAIN s.d AS text DEFAULT E'\\'VALUE' CHECK (value <> 'VALUE');
            CREATE VIEW s.v AS SELECT 'VALUE' AS a;
            CREATE FUNCTION s.f(p text DEFAULT 'VALUE') RETURNS text LANGUAGE sql AS $body$ SELECT 'VALUE' $body$;
            CREATE FUNCTION s.g() RETURNS text LANGUAGE sql RETURN 'VALUE';
            CREATE INDEX i ON s.t (a) WHERE a <> 'VALUE';
            CREATE POLICY p ON s.t USING (a <> 'VALUE');
            CREATE RULE r AS ON INSERT TO s.t WHERE new.a = 'VALUE' DO INSTEAD NOTHING;
            COMMENT ON TABLE s.t IS 'ask VALUE';
            COMMENT ON FUNCTION s.g IS 'it''s VALUE''s';
            """;

    @Test
    void record_catalogFullOfValues_holdsNone() throws Exception {
        LeakProbe probe = new LeakProbe();
        probe.secret(VALUE);
        MutableClock clock = MutableClock.at(SampleRuns.START);
        RunRecording recording =
                RunRecording.start(Kind.MIGRATE, new Place("x", "15", "role", "test"), clock, Uuid7.of(clock));
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            SchemaSnapshot before = SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("s"));
            database.execute(SCHEMA.replace("VALUE", VALUE));
            SchemaSnapshot after = SchemaSnapshot.take(database.dataSource(), SnapshotScope.of("s"));
            List<String> lines =
                    before.diff(after).changes().stream().map(Object::toString).toList();
            assertThat(String.join("\n", lines)).contains(VALUE);
            recording.schemaDiff(before.diff(after)).schemaDiff(after.diff(before));
            recording.migration(SampleRuns.migration("1", "all", Result.APPLIED)
                    .statement(1, 1, "CREATE SCHEMA", 1)
                    .undo("differs", lines.toArray(String[]::new))
                    .build());
        }
        check(probe, recording.end(Outcome.success()));
    }

    @Test
    void record_failuresThatQuoteValues_holdsNone() throws Exception {
        LeakProbe probe = new LeakProbe();
        probe.secret(VALUE);
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase()) {
            database.execute("CREATE TABLE t (a text PRIMARY KEY); INSERT INTO t VALUES ('" + VALUE + "')");
            for (String statement : List.of(
                    "SELECT 'VALUE'::int",
                    "INSERT INTO t VALUES ('VALUE')",
                    "ALTER TABLE t ADD CONSTRAINT c CHECK (a <> 'VALUE')",
                    "SELEC 'VALUE'",
                    "SELECT 'VALUE'::json",
                    "ALTER ROLE nobody PASSWORD 'VALUE'")) {
                Throwable thrown = catchThrowable(() -> database.execute(statement.replace("VALUE", VALUE)));
                Outcome outcome = Outcome.failure(SqlFailure.in(thrown).orElseThrow(), "mend it");
                check(probe, SampleRuns.run(SampleRuns.id(1), Kind.MIGRATE, outcome, List.of()));
            }
        }
    }

    private static void check(LeakProbe probe, RunRecord record) {
        Kept kept = RunLedger.inMemory().append(record);
        probe.assertAbsent(record.toString(), RunJson.write(record), kept.toString());
    }
}
