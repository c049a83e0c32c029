package dev.holdfast.migration.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writers keep the sum of two accounts; a backup in which the sum differs is of no single moment. */
class BackupsRaceTest {
    private TestDatabase database;
    private Backups backups;

    @BeforeEach
    void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(MigrationSchema.module().ddl(Namespace.defaults()));
        database.execute("CREATE TABLE left_account (n bigint); CREATE TABLE right_account (n bigint);"
                + " INSERT INTO left_account VALUES (0); INSERT INTO right_account VALUES (0)");
        backups = Backups.over(
                TransactionRunner.over(database.dataSource()),
                BackupPolicy.defaults(),
                MutableClock.at(Instant.parse("2026-02-09T17:07:22Z")));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long sum(String left, String right) throws SQLException {
        return database.queryLong("SELECT (SELECT n FROM " + left + ") + (SELECT n FROM " + right + ")");
    }

    @Test
    void take_withAWriterBetween_isOfOneMoment() throws Exception {
        var report = Race.on(database).contenders(4).rounds(Rounds.of(50)).run(contender -> {
            if (contender.index() == 0) {
                List<Backup> taken = backups.take("left_account", "right_account");
                return sum(taken.get(0).table().sql(), taken.get(1).table().sql());
            }
            execute(contender.connection(), "UPDATE left_account SET n = n + 7; UPDATE right_account SET n = n - 7");
            return 0L;
        });
        assertThat(report.committedPerRound(sum -> sum != 0)).containsOnly(0L);
        assertThat(database.queryLong("SELECT n FROM left_account")).isPositive();
        for (Backup backup : backups.list()) {
            assertThat(backups.verify(backup.id())).isInstanceOf(BackupCheck.Verified.class);
        }
    }

    /** Two statements in autocommit, with a commit of the writer between them. */
    @Test
    void naiveCopies_withAWriterBetween_areOfTwoMoments() throws Exception {
        var report = Race.on(database).contenders(2).rounds(Rounds.of(50)).run(contender -> {
            boolean copying = contender.index() == 0;
            String name = "naive_" + contender.round();
            if (copying) {
                database.execute("CREATE TABLE l" + name + " AS TABLE left_account");
            }
            contender.await();
            if (!copying) {
                database.execute("UPDATE left_account SET n = n + 7; UPDATE right_account SET n = n - 7");
            }
            contender.await();
            if (copying) {
                database.execute("CREATE TABLE r" + name + " AS TABLE right_account");
                return sum("l" + name, "r" + name);
            }
            return 0L;
        });
        assertThat(report.committedPerRound(sum -> sum != 0)).containsOnly(1L);
    }
}
