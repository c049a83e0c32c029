package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictNoteTest {
    private static final String UPDATE = "UPDATE counter SET n = n + 1";
    private static TestDatabase database;
    private static HikariDataSource pool;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE counter (n int NOT NULL); INSERT INTO counter VALUES (0)");
        HikariConfig config = Pools.config(database, 4);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        pool = new HikariDataSource(config);
    }

    @AfterAll
    static void close() {
        pool.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void run_workReturnsAConflictAsAValue_throwsTheConflict(boolean overDataSource, boolean throughJooq) {
        TransactionRunner runner = overDataSource
                ? TransactionRunner.over(pool)
                : TransactionRunner.over(DSL.using(pool, SQLDialect.POSTGRES));

        assertThatThrownBy(() -> runner.call(tx -> {
                    overtake(tx);
                    return update(HostTransaction.join(tx), throughJooq) ? "done" : "conflict";
                }))
                .satisfies(failure -> assertThat(SqlState.isConflict(failure)).isTrue());
    }

    @Test
    void run_conflictWithinASavepointThatWasRolledBack_commits() throws SQLException {
        long before = database.queryLong("SELECT n FROM counter");
        TransactionRunner.over(pool).run(tx -> {
            overtake(tx);
            tx.execute("SAVEPOINT before_update");
            assertThat(update(tx, true)).isFalse();
            tx.execute("ROLLBACK TO SAVEPOINT before_update");
        });
        assertThat(database.queryLong("SELECT n FROM counter")).isEqualTo(before + 1);
    }

    /** Takes this transaction's snapshot, then lets another one change the row. */
    private static void overtake(DSLContext tx) {
        tx.fetch("SELECT n FROM counter");
        try {
            database.execute(UPDATE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean update(DSLContext tx, boolean throughJooq) {
        try {
            if (throughJooq) {
                tx.execute(UPDATE);
            } else {
                int unused = HostTransaction.onConnection(tx, connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.executeUpdate(UPDATE);
                    }
                });
            }
            return true;
        } catch (DatabaseException e) {
            return false;
        }
    }
}
