package dev.holdfast.audit.privacy.subject;

import dev.holdfast.audit.privacy.subject.ErasureHold.Person;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A host's hold in a table of its own. */
class TableHoldTest extends ErasureHoldContract {
    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute("create table hold (subject text primary key)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ErasureHold hold() {
        return (tx, person) -> {
            tx.execute("lock table hold in share mode");
            return tx.fetch("select 1 from hold where subject = ?", person.subject())
                            .isEmpty()
                    ? Optional.empty()
                    : Optional.of("case 4711");
        };
    }

    @Override
    protected TransactionRunner runner() {
        return TransactionRunner.over(database.dataSource());
    }

    @Override
    protected void place(DSLContext tx, Person person) {
        tx.execute("insert into hold values (?) on conflict do nothing", person.subject());
    }
}
