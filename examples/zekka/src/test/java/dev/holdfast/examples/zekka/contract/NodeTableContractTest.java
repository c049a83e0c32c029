package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.phase.SeenVersion;
import dev.holdfast.migration.phase.VersionsSeen;
import dev.holdfast.migration.phase.VersionsSeenContract;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class NodeTableContractTest extends VersionsSeenContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final TransactionRunner transactions = TransactionRunner.over(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected VersionsSeen holding(List<SeenVersion> instances) {
        transactions.run(tx -> {
            tx.execute(NodeTable.DDL);
            instances.forEach(seen -> tx.execute(
                    "INSERT INTO node VALUES (?, ?, ?, CAST(? AS timestamptz))",
                    seen.application(),
                    seen.instance(),
                    seen.version(),
                    seen.seenAt().atOffset(ZoneOffset.UTC)));
        });
        return new NodeTable(transactions);
    }
}
