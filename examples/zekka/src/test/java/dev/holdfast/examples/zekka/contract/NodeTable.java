package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.phase.SeenVersion;
import dev.holdfast.migration.phase.VersionsSeen;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The nodes that Zekka's deployment keeps a table of. Thread-safe.
 *
 * @param transactions owns the transactions
 */
record NodeTable(TransactionRunner transactions) implements VersionsSeen {
    static final String DDL = "CREATE TABLE node (application text, name text, build text NOT NULL,"
            + " seen_at timestamptz NOT NULL, PRIMARY KEY (application, name))";

    private static final String FIND = "SELECT name, build, seen_at FROM node WHERE application = ? ORDER BY name";

    @Override
    public List<SeenVersion> of(String application) {
        return transactions.call(tx -> tx.fetch(FIND, application)
                .map(row -> new SeenVersion(
                        application,
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, OffsetDateTime.class).toInstant())));
    }
}
