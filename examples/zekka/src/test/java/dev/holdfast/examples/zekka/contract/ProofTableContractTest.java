package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.proof.ProofLedgerContract;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ProofTableContractTest extends ProofLedgerContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final ProofLedger ledger = new ProofTable(TransactionRunner.over(database.dataSource()));

    @BeforeEach
    void createTable() throws SQLException {
        database.execute(ProofTable.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ProofLedger ledger() {
        return ledger;
    }
}
