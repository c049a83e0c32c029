package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.tenant.TenantDirectory;
import java.util.List;

/**
 * A schema for each workspace, those that volunteered as canaries first. Thread-safe.
 *
 * @param transactions owns the transactions
 */
record WorkspaceTable(TransactionRunner transactions) implements TenantDirectory {
    static final String DDL =
            "CREATE TABLE workspace (schema_name text PRIMARY KEY, is_canary boolean NOT NULL DEFAULT false)";

    @Override
    public List<String> schemas() {
        return transactions.call(
                tx -> tx.fetch("SELECT schema_name FROM workspace ORDER BY is_canary DESC, schema_name COLLATE \"C\"")
                        .getValues(0, String.class));
    }
}
