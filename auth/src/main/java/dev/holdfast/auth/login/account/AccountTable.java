package dev.holdfast.auth.login.account;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.login.account.StateColumn.Test;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Require;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a host's own user table says who logs in, and whether they may.
 *
 * <p>Names are taken as they stand and always quoted, so {@code user} and {@code createdAt} need nothing special.
 *
 * @param schema the table's schema
 * @param table the table
 * @param id the primary key
 * @param logins the columns with login names; a match in an earlier column goes before one in a later, so nobody takes a
 *     login over by choosing another's address for a user name
 * @param tenant the tenant's column, or null in a host without tenants
 * @param states what puts an account into another state than active; the first that holds counts
 */
public record AccountTable(
        String schema,
        String table,
        KeyColumn id,
        List<LoginColumn> logins,
        @Nullable KeyColumn tenant,
        List<StateColumn> states) {
    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when a name is not an identifier, or no login column is named
     */
    public AccountTable {
        Require.identifier("schema", schema);
        Require.identifier("table", table);
        logins = List.copyOf(logins);
        states = List.copyOf(states);
        Require.between("number of login columns", logins.size(), 1, 4);
        Require.between("number of state columns", states.size(), 0, 8);
    }

    /**
     * Begins a mapping.
     *
     * @param schema the table's schema
     * @param table the table
     * @param id the primary key
     * @return the mapping to fill in; at least one login column has to follow
     */
    public static Builder builder(String schema, String table, KeyColumn id) {
        return new Builder(schema, table, id);
    }

    /**
     * The indexes that lookups by {@link LoginColumn#anyCase} want, for a migration of the host's: without them each
     * login reads the whole table, which a constraint on the bare column does not change. Unique, since a name that two
     * accounts share logs nobody in.
     *
     * @return one statement a column
     */
    public List<String> indexStatements() {
        return TableAccounts.indexStatements(this);
    }

    /** Fills in a mapping. Not thread-safe; each method gives the builder back. */
    public static final class Builder {
        private final String schema;
        private final String table;
        private final KeyColumn id;
        private final List<LoginColumn> logins = new ArrayList<>();
        private final List<StateColumn> states = new ArrayList<>();
        private @Nullable KeyColumn tenant;

        private Builder(String schema, String table, KeyColumn id) {
            this.schema = schema;
            this.table = table;
            this.id = id;
        }

        /**
         * Adds a column with login names.
         *
         * @param column the column
         */
        @CanIgnoreReturnValue
        public Builder login(LoginColumn column) {
            logins.add(column);
            return this;
        }

        /**
         * Sets the tenant's column: the same name may belong to another account in another tenant.
         *
         * @param column the column
         */
        @CanIgnoreReturnValue
        public Builder tenant(KeyColumn column) {
            tenant = column;
            return this;
        }

        /**
         * Adds a column that is true in accounts that are switched on.
         *
         * @param column a boolean column
         */
        @CanIgnoreReturnValue
        public Builder disabledUnless(String column) {
            return state(new StateColumn(column, Test.NOT_TRUE, null, AccountState.DISABLED));
        }

        /**
         * Adds a column that holds the time at which an account was disabled or deleted, and null before.
         *
         * @param column the column
         */
        @CanIgnoreReturnValue
        public Builder disabledSince(String column) {
            return state(new StateColumn(column, Test.NOT_NULL, null, AccountState.DISABLED));
        }

        /**
         * Adds a column that is true in accounts whose address was confirmed.
         *
         * @param column a boolean column
         */
        @CanIgnoreReturnValue
        public Builder unverifiedUnless(String column) {
            return state(new StateColumn(column, Test.NOT_TRUE, null, AccountState.UNVERIFIED));
        }

        /**
         * Adds a column that is null until the account's address is confirmed.
         *
         * @param column the column
         */
        @CanIgnoreReturnValue
        public Builder unverifiedWhileNull(String column) {
            return state(new StateColumn(column, Test.NULL, null, AccountState.UNVERIFIED));
        }

        /**
         * Adds a column that is true in locked accounts.
         *
         * @param column a boolean column
         */
        @CanIgnoreReturnValue
        public Builder lockedWhen(String column) {
            return state(new StateColumn(column, Test.TRUE, null, AccountState.LOCKED));
        }

        /**
         * Adds a column that holds until when an account is locked; null when it is not.
         *
         * @param column a timestamptz column
         */
        @CanIgnoreReturnValue
        public Builder lockedUntil(String column) {
            return state(new StateColumn(column, Test.IN_FUTURE, null, AccountState.LOCKED));
        }

        /**
         * Adds any other column that decides.
         *
         * @param column the column and its test
         */
        @CanIgnoreReturnValue
        public Builder state(StateColumn column) {
            states.add(column);
            return this;
        }

        /** Makes the mapping; throws as its constructor does. */
        public AccountTable build() {
            return new AccountTable(schema, table, id, logins, tenant, states);
        }
    }
}
