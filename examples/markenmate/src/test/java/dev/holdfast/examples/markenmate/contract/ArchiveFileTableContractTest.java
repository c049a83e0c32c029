package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.archive.store.ArchiveStoreContract;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ArchiveFileTableContractTest extends ArchiveStoreContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();

    @BeforeEach
    void createTable() throws SQLException {
        database.execute(ArchiveFileTable.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ArchiveStore store() {
        return new ArchiveFileTable(TransactionRunner.over(database.dataSource()));
    }
}
