package dev.holdfast.migration.rehearse.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.secret.Uuid7;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ScratchDatabases} keeps. A child gives a port over a source that holds
 * {@code CREATE TABLE kept (id int PRIMARY KEY, note text)} with the rows 1, 2 and 3.
 */
public abstract class ScratchDatabasesContract {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    /** {@return the port under test} */
    protected abstract ScratchDatabases scratch();

    /** {@return the source, as its own data source} */
    protected abstract DataSource source();

    /** {@return the database from which others are dropped} */
    protected abstract DataSource maintenance();

    @Test
    void create_source_isCopiedWithItsRows() throws SQLException {
        try (ScratchDatabase database = ready()) {
            assertThat(query(database.dataSource(), "SELECT id FROM kept ORDER BY id"))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void create_changeInTheCopy_isNotInTheSource() throws SQLException {
        try (ScratchDatabase database = ready()) {
            execute(database.dataSource(), "DROP TABLE kept CASCADE");
        }
        assertThat(query(source(), "SELECT count(*) FROM kept")).containsExactly("3");
    }

    @Test
    void create_public_mayNotConnect() throws SQLException {
        try (ScratchDatabase database = ready()) {
            assertThat(query(
                            maintenance(),
                            "SELECT count(*) FROM pg_database, aclexplode(datacl) WHERE grantee = 0 AND datname = '"
                                    + database.name() + "'"))
                    .containsExactly("0");
        }
    }

    @Test
    void create_twice_givesTwo() {
        try (ScratchDatabase first = ready();
                ScratchDatabase second = ready()) {
            assertThat(first.name()).isNotEqualTo(second.name());
        }
    }

    @Test
    void close_openSession_isEndedAndTheDatabaseDropped() throws SQLException {
        ScratchDatabase database = ready();
        try (Connection open = database.dataSource().getConnection()) {
            database.close();
            assertThat(exists(database.name())).isFalse();
            assertThatThrownBy(() -> open.createStatement().execute("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void close_twice_doesNothingMore() throws SQLException {
        ScratchDatabase database = ready();
        database.close();
        database.close();
        assertThat(exists(database.name())).isFalse();
    }

    @Test
    void removeLeftovers_rehearsalAtWork_isLeftAlone() throws SQLException {
        try (ScratchDatabase database = ready()) {
            assertThat(scratch().removeLeftovers(Duration.ZERO)).doesNotContain(database.name());
            assertThat(exists(database.name())).isTrue();
        }
    }

    @Test
    void removeLeftovers_nobodyHoldsItsLock_isDropped() throws SQLException {
        String leftover = leftover(LONG_AGO);
        assertThat(scratch().removeLeftovers(Duration.ofDays(1))).contains(leftover);
        assertThat(exists(leftover)).isFalse();
    }

    @Test
    void removeLeftovers_youngerThanAsked_isLeftAlone() throws SQLException {
        String leftover = leftover(LONG_AGO);
        assertThat(scratch().removeLeftovers(Duration.ofDays(365 * 20))).doesNotContain(leftover);
        assertThat(exists(leftover)).isTrue();
        execute(maintenance(), "DROP DATABASE " + leftover);
    }

    @Test
    void removeLeftovers_nameOfSomebodyElse_isLeftAlone() throws SQLException {
        String other = "holdfast_rehearsal_notes";
        execute(maintenance(), "CREATE DATABASE " + other);
        assertThat(scratch().removeLeftovers(Duration.ZERO)).doesNotContain(other);
        execute(maintenance(), "DROP DATABASE " + other);
    }

    private ScratchDatabase ready() {
        return scratch().create().fold(ScratchResult.Ready::database, refused -> {
            throw new AssertionError(refused.message());
        });
    }

    private String leftover(Instant madeAt) throws SQLException {
        String name = "holdfast_rehearsal_"
                + Uuid7.of(Clock.fixed(madeAt, ZoneOffset.UTC))
                        .next()
                        .toString()
                        .replace("-", "");
        execute(maintenance(), "CREATE DATABASE " + name);
        return name;
    }

    private boolean exists(String name) throws SQLException {
        return !query(maintenance(), "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")
                .isEmpty();
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(DataSource dataSource, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
