package dev.holdfast.auth.password.store;

import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Require;
import dev.holdfast.core.tx.HostTransaction;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Where passwords stand in a host's own user table.
 *
 * @param schema the table's schema
 * @param table the table
 * @param id the user's key; unique, or unique within the tenant
 * @param hashColumn holds the hash: {@code text}, or {@code varchar} of at least {@value PasswordStore#MIN_COLUMN}
 * @param tenant the tenant's column, or null in a host without tenants
 * @param changedAtColumn a timestamptz column that is set at each change, or null
 * @param mustChangeColumn a boolean column, or null when nobody is ever made to change a password
 */
public record PasswordTable(
        String schema,
        String table,
        KeyColumn id,
        String hashColumn,
        @Nullable KeyColumn tenant,
        @Nullable String changedAtColumn,
        @Nullable String mustChangeColumn) {
    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when one is not an identifier
     */
    public PasswordTable {
        Require.identifier("schema", schema);
        Require.identifier("table", table);
        Require.identifier("hashColumn", hashColumn);
        if (changedAtColumn != null) {
            Require.identifier("changedAtColumn", changedAtColumn);
        }
        if (mustChangeColumn != null) {
            Require.identifier("mustChangeColumn", mustChangeColumn);
        }
    }

    /**
     * A table without tenants, time of change and must-change mark.
     *
     * @param schema the table's schema
     * @param table the table
     * @param id the user's key
     * @param hashColumn holds the hash
     * @return the mapping
     */
    public static PasswordTable of(String schema, String table, KeyColumn id, String hashColumn) {
        return new PasswordTable(schema, table, id, hashColumn, null, null, null);
    }

    /**
     * The same with tenants: the tenant is part of every condition.
     *
     * @param value the tenant's column
     * @return the mapping
     */
    public PasswordTable withTenant(KeyColumn value) {
        return new PasswordTable(schema, table, id, hashColumn, value, changedAtColumn, mustChangeColumn);
    }

    /**
     * The same with the time of the last change.
     *
     * @param value a timestamptz column
     * @return the mapping
     */
    public PasswordTable withChangedAt(String value) {
        return new PasswordTable(schema, table, id, hashColumn, tenant, value, mustChangeColumn);
    }

    /**
     * The same with a mark that makes the user change the password at the next login.
     *
     * @param value a boolean column; null counts as false
     * @return the mapping
     */
    public PasswordTable withMustChange(String value) {
        return new PasswordTable(schema, table, id, hashColumn, tenant, changedAtColumn, value);
    }

    /**
     * Refuses a hash column that is too narrow: to be called once at the start, before the first login fails on it.
     *
     * @param tx a transaction
     * @throws IllegalStateException when the column is missing, or holds fewer than {@value PasswordStore#MIN_COLUMN}
     *     characters
     */
    public void requireRoom(DSLContext tx) {
        var width = HostTransaction.join(tx)
                .fetchOptional(
                        "SELECT coalesce(character_maximum_length, 1000000) FROM information_schema.columns"
                                + " WHERE table_schema = {0} AND table_name = {1} AND column_name = {2}",
                        DSL.val(schema), DSL.val(table), DSL.val(hashColumn));
        String column = schema + "." + table + "." + hashColumn;
        if (width.isEmpty()) {
            throw new IllegalStateException("hash column " + column + " must exist: check the mapping");
        }
        int characters = width.get().get(0, Integer.class);
        if (characters < PasswordStore.MIN_COLUMN) {
            throw new IllegalStateException("hash column " + column + " must hold " + PasswordStore.MIN_COLUMN
                    + " characters, has room for " + characters + ": make it text");
        }
    }
}
