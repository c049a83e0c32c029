package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The twin finds what it is there to find. */
class JoinTwinTest {
    private TestDatabase database;
    private JoinTwin twin;

    @BeforeEach
    void open() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("CREATE TABLE note (body text)");
        twin = JoinTwin.over(database.dataSource(), "note");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void writes_joined_givesTheResult() throws SQLException {
        int written = twin.writes(tx -> tx.execute("INSERT INTO note VALUES ('x')"));
        assertThat(written).isOne();
    }

    @Test
    void writes_onAnotherConnection_isFound() {
        TransactionRunner own = TransactionRunner.over(database.dataSource());
        assertThatThrownBy(
                        () -> twin.writes(tx -> own.call(owned -> owned.execute("INSERT INTO note VALUES ('stays')"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rows after the rollback");
    }

    @Test
    void writes_nothing_isFound() {
        assertThatThrownBy(() -> twin.writes(tx -> tx.fetchValue("SELECT 1"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void reads_butWrites_isFound() {
        assertThatThrownBy(() -> twin.reads(tx -> tx.execute("INSERT INTO note VALUES ('x')")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void reads_butOwns_isFound() {
        assertThatThrownBy(() -> twin.reads(tx -> {
                    try {
                        return tx.execute("COMMIT");
                    } catch (IllegalStateException caught) {
                        return 0;
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("COMMIT");
    }
}
