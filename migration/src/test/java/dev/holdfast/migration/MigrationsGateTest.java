package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.phase.GateDecision.Reason;
import dev.holdfast.migration.phase.PhaseGate;
import dev.holdfast.migration.phase.PhasePolicy;
import dev.holdfast.migration.phase.SeenVersion;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsGateTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final SchemaScript EXPAND =
            new SchemaScript("1", "expand", "CREATE TABLE item (name text, label text);", "DROP TABLE item;");
    private static final SchemaScript CONTRACT = new SchemaScript(
            "2",
            "contract",
            "-- holdfast: requires=shop:2.0\nALTER TABLE item DROP COLUMN name;",
            "ALTER TABLE item ADD COLUMN name text;");
    private static final SchemaScript LATER =
            new SchemaScript("3", "later", "CREATE TABLE later ();", "DROP TABLE later;");

    private final List<SeenVersion> seen = new ArrayList<>();
    private TestDatabase database;
    private Migrations migrations;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
        MigrationSet set = MigrationSet.in(Namespace.defaults())
                .withHost(HostMigrations.in("public").withScripts(List.of(EXPAND, CONTRACT, LATER)));
        migrations = Samples.over(database, set)
                .gatedBy(PhaseGate.of(application -> seen, PhasePolicy.defaults(), MutableClock.at(NOON)));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void migrate_oldVersionRuns_endsBeforeTheContractingMigrationAndGoesOnLater() throws SQLException {
        seen.add(new SeenVersion("shop", "a", "1.9", NOON));

        MigrationResult held = migrations.migrate();

        assertThat(held.versions("host")).containsExactly("1");
        assertThat(held.heldBack()).hasValueSatisfying(back -> {
            assertThat(back.source()).isEqualTo("host");
            assertThat(back.version()).isEqualTo("2");
            assertThat(back.closed().reason()).isEqualTo(Reason.OLD_VERSION_RUNS);
        });
        assertThat(migrations.status().of("host").in(State.PENDING)).containsExactly("2", "3");
        assertThat(columns()).containsExactly("label", "name");

        seen.set(0, new SeenVersion("shop", "a", "2.0", NOON));
        MigrationResult done = migrations.migrate();
        assertThat(done.heldBack()).isEmpty();
        assertThat(done.versions("host")).containsExactly("2", "3");
        assertThat(columns()).containsExactly("label");
    }

    @Test
    void migrate_gateThrows_endsBeforeTheMigration() throws SQLException {
        Migrations broken = migrations.gatedBy(script -> {
            throw new IllegalStateException("the registry does not answer");
        });
        assertThatThrownBy(broken::migrate).hasStackTraceContaining("the registry does not answer");
        assertThat(database.queryStrings("SELECT to_regclass('item')")).containsExactly("null");
        assertThat(migrations.migrate().versions("host")).containsExactly("1");
    }

    private List<String> columns() throws SQLException {
        return database.queryStrings("SELECT attname FROM pg_attribute WHERE attrelid = 'item'::regclass AND attnum > 0"
                + " AND NOT attisdropped ORDER BY attname");
    }
}
