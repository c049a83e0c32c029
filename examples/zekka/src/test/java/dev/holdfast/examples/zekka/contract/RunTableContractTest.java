package dev.holdfast.examples.zekka.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.record.ChainCheck;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunLedgerContract;
import dev.holdfast.migration.record.SampleRuns;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunTableContractTest extends RunLedgerContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private int environments;

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected RunLedger emptyLedger() throws SQLException {
        if (environments++ == 0) {
            database.execute(RunTable.DDL);
        }
        return new RunTable(TransactionRunner.over(database.dataSource()), "environment " + environments);
    }

    @Test
    void verify_documentChangedInTheTable_isNamed() throws SQLException {
        RunLedger ledger = emptyLedger();
        var first = ledger.append(SampleRuns.small(1));
        var second = ledger.append(SampleRuns.small(2));
        database.execute("UPDATE zekka_run SET document = replace(document, 'APPLIED', 'MARKED') WHERE sequence = 2");

        assertThat(second.previous()).isEqualTo(first.hash());
        assertThat(ledger.verify()).isInstanceOfSatisfying(ChainCheck.Broken.class, broken -> {
            assertThat(broken.sequence()).isEqualTo(2);
            assertThat(broken.reason()).isEqualTo(ChainCheck.Reason.CHANGED);
        });
    }
}
