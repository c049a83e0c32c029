package dev.holdfast.migration.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.tenant.TenantOutcome.Current;
import dev.holdfast.migration.tenant.TenantOutcome.Failed;
import dev.holdfast.migration.tenant.TenantOutcome.Migrated;
import dev.holdfast.migration.tenant.TenantOutcome.NotReached;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantMigrationsTest {
    private static final int TENANTS = 40;
    private static final int SCRIPTS = 100;

    private TestDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        for (int i = 0; i < TENANTS; i++) {
            database.execute("CREATE SCHEMA " + name(i));
        }
        database.execute("CREATE SCHEMA tenantless");
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    private static String name(int number) {
        return "tenant_%02d".formatted(number);
    }

    private static HostMigrations scripts(int number) {
        List<SchemaScript> scripts = new ArrayList<>();
        scripts.add(new SchemaScript("1", "create item", "CREATE TABLE item (id int);", "DROP TABLE item;"));
        IntStream.rangeClosed(2, number)
                .forEach(i -> scripts.add(new SchemaScript(
                        "" + i,
                        "add c" + i,
                        "ALTER TABLE item ADD COLUMN c" + i + " int;",
                        "ALTER TABLE item DROP COLUMN c" + i + ";")));
        return HostMigrations.in("public").withScripts(scripts);
    }

    private TenantMigrations tenants(HostMigrations migrations) {
        return TenantMigrations.over(
                database.dataSource(), TenantDirectory.startingWith(database.dataSource(), "tenant_"), migrations);
    }

    private long tables() throws Exception {
        return database.queryLong("SELECT count(*) FROM pg_class WHERE relname = 'item' AND relkind = 'r'");
    }

    @Test
    void migrate_manyTenantsAndScripts_allAreCurrentAndARepeatFindsNothing() throws Exception {
        TenantMigrations all = tenants(scripts(SCRIPTS));

        assertThat(all.behind()).hasSize(TENANTS);
        TenantRun first = all.migrate();

        assertThat(first.of(Migrated.class))
                .hasSize(TENANTS)
                .allSatisfy(done -> assertThat(done.result().applied()).hasSize(SCRIPTS));
        assertThat(first.succeeded()).isTrue();
        assertThat(database.queryLong("SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                        + " WHERE c.relname = 'item' AND a.attname LIKE 'c%' AND a.attnum > 0"))
                .isEqualTo(TENANTS * (SCRIPTS - 1L));
        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'tenantless'"))
                .isZero();
        assertThat(all.behind()).isEmpty();
        assertThat(all.migrate().of(Current.class)).hasSize(TENANTS);
    }

    /** Only the canary is looked at by itself: the others cost a digest each, in one statement. */
    @Test
    void migrate_allCurrent_looksAtTheOthersInOneStatement() throws Exception {
        assertThat(tenants(scripts(2)).migrate().succeeded()).isTrue();
        StatementSpy spy = StatementSpy.on(database.dataSource());
        TenantRun run = TenantMigrations.over(
                        spy.dataSource(), TenantDirectory.startingWith(database.dataSource(), "tenant_"), scripts(2))
                .migrate();
        assertThat(run.of(Current.class)).hasSize(TENANTS);
        assertThat(spy.statements().stream().filter(sql -> sql.contains(name(TENANTS - 1))))
                .hasSize(1);
    }

    @Test
    void migrate_canaryFails_noOtherTenantIsTouched() throws Exception {
        database.execute("CREATE TABLE tenant_00.item (taken text)");
        TenantRun run = tenants(scripts(2)).migrate();
        assertThat(run.of(Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.tenant()).isEqualTo("tenant_00");
            assertThat(failed.message()).contains("tenant_00");
        });
        assertThat(run.of(NotReached.class)).hasSize(TENANTS - 1);
        assertThat(tables()).isOne();
    }

    @Test
    void migrate_oneFailsLater_stopsAndARunAfterTheRepairResumes() throws Exception {
        database.execute("CREATE TABLE tenant_07.item (taken text)");
        TenantPolicy careful = TenantPolicy.defaults().withCanaries(2).withParallelism(1);

        TenantRun stopped = tenants(scripts(2)).with(careful).migrate();

        assertThat(stopped.succeeded()).isFalse();
        assertThat(stopped.of(Failed.class)).extracting(Failed::tenant).containsExactly("tenant_07");
        assertThat(stopped.of(Migrated.class)).hasSize(7);
        assertThat(stopped.of(NotReached.class)).hasSize(TENANTS - 8);

        database.execute("DROP TABLE tenant_07.item");
        TenantRun resumed = tenants(scripts(2)).with(careful).migrate();
        assertThat(resumed.succeeded()).isTrue();
        assertThat(resumed.of(Current.class)).hasSize(7);
        assertThat(resumed.of(Migrated.class)).hasSize(TENANTS - 7);
        assertThat(tables()).isEqualTo(TENANTS);
    }

    @Test
    void migrate_failuresAllowed_theOthersAreBroughtUpToDate() throws Exception {
        database.execute("CREATE TABLE tenant_07.item (taken text); CREATE TABLE tenant_20.item (taken text)");
        TenantRun run = tenants(scripts(2))
                .with(TenantPolicy.defaults().allowFailures(2))
                .migrate();
        assertThat(run.of(Failed.class)).extracting(Failed::tenant).containsExactly("tenant_07", "tenant_20");
        assertThat(run.of(Migrated.class)).hasSize(TENANTS - 2);
    }

    /** Each waits inside its migration until the other is inside its own: one after the other, both would wait in vain. */
    @Test
    void migrate_parallelismTwo_twoTenantsAreAtWorkAtOnce() {
        CyclicBarrier both = new CyclicBarrier(2);
        HostMigrations meeting = HostMigrations.in("public").withJavaMigrations(new V1__Meet(both));
        TenantRun run = TenantMigrations.over(
                        database.dataSource(),
                        TenantDirectory.of(List.of("tenant_00", "tenant_01", "tenant_02")),
                        meeting)
                .with(TenantPolicy.defaults().withParallelism(2))
                .migrate();
        assertThat(run.of(Migrated.class)).hasSize(3);
    }

    /** A migration, named as Flyway wants it, that waits for another tenant's; the canary's does not. */
    private static final class V1__Meet extends BaseJavaMigration {
        private final CyclicBarrier both;

        V1__Meet(CyclicBarrier both) {
            this.both = both;
        }

        @Override
        public void migrate(Context context) throws Exception {
            try (Statement statement = context.getConnection().createStatement();
                    ResultSet rows = statement.executeQuery("SELECT current_schema()")) {
                rows.next();
                if (!rows.getString(1).equals("tenant_00")) {
                    assertThat(both.await(30, TimeUnit.SECONDS)).isBetween(0, 1);
                }
            }
        }
    }

    @Test
    void behind_someTenantsLag_namesThem() throws Exception {
        assertThat(tenants(scripts(2)).migrate().succeeded()).isTrue();
        database.execute("CREATE SCHEMA tenant_99");
        assertThat(tenants(scripts(2)).behind()).containsExactly("tenant_99");
        assertThat(tenants(scripts(3)).behind()).hasSize(TENANTS + 1);
    }

    /** A history that took another way to the same place differs from the canary's, and is looked at whole. */
    @Test
    void behind_tenantThatWasUndoneAndMigratedAgain_isCurrent() throws Exception {
        TenantMigrations all = tenants(scripts(2));
        assertThat(all.migrate().succeeded()).isTrue();
        database.execute("DELETE FROM tenant_05.flyway_schema_history WHERE version = '2';"
                + " ALTER TABLE tenant_05.item DROP COLUMN c2");
        assertThat(all.behind()).containsExactly("tenant_05");
        assertThat(all.of("tenant_05").migrate().versions("host")).containsExactly("2");
        assertThat(all.of("tenant_05").status().of("host").in(State.APPLIED)).containsExactly("1", "2");
        assertThat(all.behind()).isEmpty();
    }

    @Test
    void migrate_directoryIsEmptyOrRepeats_isRefused() throws Exception {
        TenantMigrations none = TenantMigrations.over(database.dataSource(), TenantDirectory.of(List.of()), scripts(1));
        assertThatThrownBy(none::migrate).hasMessageContaining("at least one schema, got none");
        TenantMigrations twice = TenantMigrations.over(
                database.dataSource(), TenantDirectory.of(List.of("tenant_01", "tenant_01")), scripts(1));
        assertThatThrownBy(twice::migrate).hasMessageContaining("got 'tenant_01' again");
        assertThat(tables()).isZero();
    }
}
