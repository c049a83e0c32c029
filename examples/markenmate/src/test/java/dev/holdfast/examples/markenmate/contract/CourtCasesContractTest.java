package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.privacy.subject.ErasureHold;
import dev.holdfast.audit.privacy.subject.ErasureHold.Person;
import dev.holdfast.audit.privacy.subject.ErasureHoldContract;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class CourtCasesContractTest extends ErasureHoldContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final CourtCases cases = new CourtCases();

    @BeforeEach
    void createTable() throws SQLException {
        database.execute(CourtCases.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ErasureHold hold() {
        return cases;
    }

    @Override
    protected TransactionRunner runner() {
        return TransactionRunner.over(database.dataSource());
    }

    @Override
    protected void place(DSLContext tx, Person person) {
        cases.open(tx, "12 C 34/26", person.subject());
    }
}
