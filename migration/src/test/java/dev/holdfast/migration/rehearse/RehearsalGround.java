package dev.holdfast.migration.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.migration.apply.ApplyPolicy;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.run.Applying;
import dev.holdfast.migration.apply.run.Applying.Journal;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.apply.run.Applying.Setting;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.rehearse.Subject.Execution;
import dev.holdfast.migration.rehearse.live.LiveAllowance;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.migration.script.MigrationNaming;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptOrigin;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A small database, and migrations of a host to rehearse on it or to apply. */
final class RehearsalGround implements AutoCloseable {
    static final SnapshotScope SCOPE = SnapshotScope.of("public").ignoring("public.flyway_schema_history");
    private static final Journal JOURNAL = new Journal(
            MigrationSource.of(MigrationSchema.module(), Namespace.defaults()),
            new TableName(Namespace.defaults().schema(), Namespace.defaults().prefix() + "migration_step"),
            new TableName(Namespace.defaults().schema(), Namespace.defaults().prefix() + "migration_fingerprint"));
    static final LiveAllowance SMALL = LiveAllowance.upTo(1_000, 1 << 20);

    private final TestDatabase database;

    RehearsalGround() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE account (id bigserial PRIMARY KEY, email varchar(50), age int);"
                + " INSERT INTO account (email, age) SELECT 'person-' || n || '@example', n FROM generate_series(1, 200) n;"
                + " CREATE TABLE note (id int PRIMARY KEY, account_id bigint);"
                + " INSERT INTO note SELECT n, n FROM generate_series(1, 100) n");
        apply(List.of());
    }

    TestDatabase database() {
        return database;
    }

    RehearsalReport rehearsed(SchemaScript... scripts) {
        return rehearsals(RehearsalPolicy.defaults(), scripts)
                .rehearse(inClone())
                .fold(
                        Rehearsed::report,
                        refused -> {
                            throw new AssertionError(refused.message());
                        },
                        failed -> {
                            throw new AssertionError(failed.message());
                        });
    }

    Rehearsals rehearsals(RehearsalPolicy policy, SchemaScript... scripts) {
        Execution execution = new Execution(orders(List.of(scripts)), "public", JOURNAL, ApplyPolicy.defaults());
        Subject subject = new Subject(database.dataSource(), execution, SCOPE);
        return Rehearsals.of(subject, policy, Clock.systemUTC());
    }

    RehearsalMode inClone() {
        return RehearsalMode.inClone(
                ScratchDatabases.fromTemplate(Servers.access(database), database.name(), Clock.systemUTC()));
    }

    static SchemaScript script(String version, String up) {
        return new SchemaScript(version, "step", up, "");
    }

    private static List<Order> orders(List<SchemaScript> scripts) {
        ScriptOrigin origin =
                new ScriptOrigin(List.of(), List.of(), MigrationNaming.detected(), scripts, List.of(), List.of());
        MigrationSource source = MigrationSource.of("host", new TableName("public", "flyway_schema_history"), origin);
        return List.of(new Order(source, true, Optional.empty()));
    }

    void apply(List<SchemaScript> scripts) {
        Setting setting = new Setting(
                database.dataSource(),
                ApplyPolicy.defaults(),
                RunObserver.none(),
                pause -> {},
                JOURNAL,
                MigrationGate.open());
        try (MigratorLock lock = MigratorLock.acquire(database.dataSource(), "public", Duration.ofSeconds(5));
                Applying run = Applying.under(lock, setting)) {
            orders(scripts)
                    .forEach(order -> assertThat(run.apply(order).applied()).hasSize(scripts.size()));
        }
    }

    long scratches() throws SQLException {
        return database.queryLong("SELECT count(*) FROM pg_database WHERE datname LIKE 'holdfast\\_rehearsal\\_%'");
    }

    @Override
    public void close() {
        database.close();
    }
}
