package dev.holdfast.examples.zekka.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.zekka.app.Database;
import dev.holdfast.examples.zekka.app.MaskedCopies;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabase;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabasesContract;
import dev.holdfast.migration.rehearse.scratch.ScratchResult.Ready;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaskedCopiesContractTest extends ScratchDatabasesContract {
    private static final Instant NOW = Instant.parse("2026-01-15T10:35:12Z");

    private final TestDatabase source = EmbeddedPostgres.shared().createDatabase();
    private final Database database = new Database(source.jdbcUrl(), source.user(), source.password());
    private final ScratchDatabases plain =
            ScratchDatabases.fromTemplate(database, database.name(), MutableClock.at(NOW));

    @BeforeEach
    void fill() throws SQLException {
        source.execute("CREATE TABLE kept (id int PRIMARY KEY, note text);"
                + " INSERT INTO kept VALUES (1, 'one'), (2, 'two'), (3, 'three')");
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Override
    protected ScratchDatabases scratch() {
        return new MaskedCopies(plain, List.of("UPDATE kept SET note = 'masked'"));
    }

    @Override
    protected DataSource source() {
        return database.dataSource();
    }

    @Override
    protected DataSource maintenance() {
        return database.to("postgres");
    }

    @Test
    void create_copy_holdsNothingThatWasMasked() {
        try (ScratchDatabase copy = ((Ready) scratch().create()).database()) {
            assertThat(TransactionRunner.over(copy.dataSource())
                            .<List<String>>call(tx ->
                                    tx.fetch("SELECT DISTINCT note FROM kept").getValues(0, String.class)))
                    .containsExactly("masked");
        }
    }

    @Test
    void create_maskFails_leavesNoCopy() throws SQLException {
        ScratchDatabases broken = new MaskedCopies(plain, List.of("UPDATE nowhere SET note = 'masked'"));
        assertThatThrownBy(() -> {
                    var unused = broken.create();
                })
                .isInstanceOfAny(DataAccessException.class, DatabaseException.class);
        assertThat(source.queryLong(
                        "SELECT count(*) FROM pg_database WHERE starts_with(datname, 'holdfast_rehearsal_')"))
                .isZero();
    }
}
