package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.tenant.TenantDirectory;
import dev.holdfast.migration.tenant.TenantDirectoryContract;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class WorkspaceTableContractTest extends TenantDirectoryContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final TransactionRunner transactions = TransactionRunner.over(database.dataSource());

    @BeforeEach
    void createTable() throws SQLException {
        database.execute(WorkspaceTable.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected TenantDirectory holding(List<String> schemas) {
        transactions.run(tx -> {
            tx.execute("DELETE FROM workspace");
            for (int i = 0; i < schemas.size(); i++) {
                tx.execute("INSERT INTO workspace VALUES (?, ?)", schemas.get(i), i == 0);
            }
        });
        return new WorkspaceTable(transactions);
    }
}
