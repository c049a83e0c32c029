package dev.holdfast.auth.admin.table;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Require;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a host's own user table says who is an admin.
 *
 * <p>Names are taken as they stand and always quoted, so {@code user} and {@code createdAt} need nothing special.
 * A <em>lasting admin</em> has an admin role, is active and has no end date; only lasting admins count when the last one
 * is to be kept, because time passing fires nothing.
 *
 * @param schema the table's schema
 * @param table the table
 * @param id the primary key
 * @param roleColumn holds the role: text, varchar or an enum
 * @param adminRoles the roles that make an admin
 * @param masterColumn holds the flag of the master admin: boolean
 * @param active what must hold for an account to be active; the first one is the switch that disable and enable move
 * @param endsColumn holds the end of a timed admin role: timestamptz, or null when no role ends
 * @param scope the tenant's column, or null when the whole table is one scope
 * @param levelColumn holds a level of 0 to 100: an integer, or null when there are no levels
 * @param createdColumn holds when the account was made, or null when the first admin is never looked for
 * @param deletedColumn holds when the account was deleted: timestamptz, or null when deleting removes the row
 */
public record AdminTable(
        String schema,
        String table,
        KeyColumn id,
        String roleColumn,
        Set<String> adminRoles,
        String masterColumn,
        List<ActiveColumn> active,
        @Nullable String endsColumn,
        @Nullable KeyColumn scope,
        @Nullable String levelColumn,
        @Nullable String createdColumn,
        @Nullable String deletedColumn) {
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}\\\\$]{1,100}");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when a name is not an identifier, or no admin role or no active column is named
     */
    public AdminTable {
        Require.identifier("schema", schema);
        Require.identifier("table", table);
        Require.identifier("roleColumn", roleColumn);
        Require.identifier("masterColumn", masterColumn);
        requireOptional("endsColumn", endsColumn);
        requireOptional("levelColumn", levelColumn);
        requireOptional("createdColumn", createdColumn);
        requireOptional("deletedColumn", deletedColumn);
        adminRoles = Set.copyOf(adminRoles);
        active = List.copyOf(active);
        Require.between("number of admin roles", adminRoles.size(), 1, 32);
        Require.between("number of active columns", active.size(), 1, 8);
        adminRoles.forEach(role -> requireValue("admin role", role));
    }

    /**
     * Begins a mapping: a role column {@code role} with the admin role {@code admin}, and a flag
     * {@code is_master_admin}.
     *
     * @param schema the table's schema
     * @param table the table
     * @param id the primary key
     * @return the mapping to fill in; at least one active column has to follow
     */
    public static Builder builder(String schema, String table, KeyColumn id) {
        return new Builder(schema, table, id);
    }

    private static void requireOptional(String name, @Nullable String value) {
        if (value != null) {
            Require.identifier(name, value);
        }
    }

    static void requireValue(String name, String value) {
        Require.matching(name, value, VALUE, "must be 1 to 100 characters without '\\', '$' and control characters");
    }

    /**
     * The mapping's conditions as SQL, for a host's own queries.
     *
     * @return the SQL
     */
    public AdminSql sql() {
        return new AdminSql(this);
    }

    /** Fills in a mapping. Not thread-safe; each method gives the builder back. */
    public static final class Builder {
        private final String schema;
        private final String table;
        private final KeyColumn id;
        private String roleColumn = "role";
        private Set<String> adminRoles = Set.of("admin");
        private String masterColumn = "is_master_admin";
        private final List<ActiveColumn> active = new ArrayList<>();
        private @Nullable String endsColumn;
        private @Nullable KeyColumn scope;
        private @Nullable String levelColumn;
        private @Nullable String createdColumn;
        private @Nullable String deletedColumn;

        private Builder(String schema, String table, KeyColumn id) {
            this.schema = schema;
            this.table = table;
            this.id = id;
        }

        /**
         * Sets where the role stands and which roles make an admin.
         *
         * @param column the role's column
         * @param roles the admin roles
         */
        @CanIgnoreReturnValue
        public Builder role(String column, String... roles) {
            roleColumn = column;
            adminRoles = new LinkedHashSet<>(List.of(roles));
            return this;
        }

        /**
         * Sets where the flag of the master admin stands.
         *
         * @param column a boolean column
         */
        @CanIgnoreReturnValue
        public Builder master(String column) {
            masterColumn = column;
            return this;
        }

        /**
         * Adds a column that has one value in active accounts and another in disabled ones.
         *
         * @param column the column
         * @param on a text, a whole number or a boolean
         * @param off the other value
         */
        @CanIgnoreReturnValue
        public Builder activeWhen(String column, Object on, Object off) {
            active.add(ActiveColumn.of(column, on, off));
            return this;
        }

        /**
         * Adds a column that is null in active accounts and holds the time of the disabling in others.
         *
         * @param column a timestamptz column
         */
        @CanIgnoreReturnValue
        public Builder activeWhenNull(String column) {
            active.add(ActiveColumn.whenNull(column));
            return this;
        }

        /**
         * Sets where the end of a timed admin role stands.
         *
         * @param column a timestamptz column
         */
        @CanIgnoreReturnValue
        public Builder endsAt(String column) {
            endsColumn = column;
            return this;
        }

        /**
         * Sets the tenant's column: each tenant keeps its own last and master admin.
         *
         * @param key the column
         */
        @CanIgnoreReturnValue
        public Builder scope(KeyColumn key) {
            scope = key;
            return this;
        }

        /**
         * Sets where the level stands.
         *
         * @param column an integer column of 0 to 100; null counts as 0
         */
        @CanIgnoreReturnValue
        public Builder level(String column) {
            levelColumn = column;
            return this;
        }

        /**
         * Sets where the time of the account's making stands, by which the first admin is found.
         *
         * @param column a timestamp column
         */
        @CanIgnoreReturnValue
        public Builder createdAt(String column) {
            createdColumn = column;
            return this;
        }

        /**
         * Makes deleting a mark instead of a removal; marked accounts do not exist for the guards.
         *
         * @param column a timestamptz column
         */
        @CanIgnoreReturnValue
        public Builder deletedAt(String column) {
            deletedColumn = column;
            return this;
        }

        /** Makes the mapping; throws as its constructor does. */
        public AdminTable build() {
            return new AdminTable(
                    schema,
                    table,
                    id,
                    roleColumn,
                    adminRoles,
                    masterColumn,
                    active,
                    endsColumn,
                    scope,
                    levelColumn,
                    createdColumn,
                    deletedColumn);
        }
    }
}
