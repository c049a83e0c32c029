package dev.holdfast.migration.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.record.ChainCheck;
import dev.holdfast.migration.record.RunJson;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.record.StepRun;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.Servers;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A run on a database of its own, with a ledger that must hold together whatever came of it. */
abstract class RunCase {
    static final Clock CLOCK = Clock.systemUTC();
    static final String SECRET = "a-value-of-a-row";
    static final SchemaScript BOOK = new SchemaScript(
            "1",
            "create book",
            "CREATE TABLE book (id bigint PRIMARY KEY, title text);\nINSERT INTO book VALUES (1, '" + SECRET + "');",
            "DROP TABLE book;");
    static final SchemaScript ISBN = new SchemaScript(
            "2", "add isbn", "ALTER TABLE book ADD COLUMN isbn text;", "ALTER TABLE book DROP COLUMN isbn;");

    final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    final RunLedger ledger = RunLedger.inMemory();
    final RunPlan plan = RunPlan.defaults().withLedger(ledger);

    @AfterEach
    void drop() {
        // Whatever a run says, its ledger holds together, and no value of a row or a script is in it.
        assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        ledger.read().forEach(kept -> assertThat(RunJson.write(kept.record())).doesNotContain(SECRET));
        database.close();
    }

    Migrations over(SchemaScript... scripts) {
        return Migrations.over(
                database.dataSource(),
                MigrationSet.in(Namespace.defaults())
                        .withHost(HostMigrations.in("public").withScripts(Arrays.asList(scripts))));
    }

    RunPlan rehearsed(RunPlan from) {
        return from.withRehearsal(
                RehearsalMode.inClone(ScratchDatabases.fromTemplate(Servers.access(database), database.name(), CLOCK)),
                RehearsalPolicy.defaults());
    }

    RunRecord onlyRecord() {
        assertThat(ledger.read()).hasSize(1);
        return ledger.read().get(0).record();
    }

    static List<String> steps(RunRecord record) {
        List<String> steps = new ArrayList<>();
        for (StepRun step : record.steps()) {
            steps.add(step.name() + " " + step.result());
        }
        return steps;
    }

    void execute(String sql) {
        try {
            database.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> columns() throws SQLException {
        return database.queryStrings("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('public.book')"
                + " AND attnum > 0 AND NOT attisdropped ORDER BY attnum");
    }
}
