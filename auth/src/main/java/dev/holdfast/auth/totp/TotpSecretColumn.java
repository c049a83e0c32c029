package dev.holdfast.auth.totp;

import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Require;
import org.jspecify.annotations.Nullable;

/**
 * Where a host holds TOTP secrets in clear: a column of base32 text in a table of its own. Names are taken as they stand
 * and always quoted.
 *
 * @param schema the table's schema
 * @param table the table
 * @param user the primary key, which is the user's id
 * @param secretColumn holds the secrets; null or blank where a user has none
 * @param tenantColumn holds the tenant, or null in a host without tenants
 * @param labelColumn holds what the list of devices shall show, such as an e-mail address, or null to show the user's id
 */
public record TotpSecretColumn(
        String schema,
        String table,
        KeyColumn user,
        String secretColumn,
        @Nullable String tenantColumn,
        @Nullable String labelColumn) {
    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException when one is not an identifier
     */
    public TotpSecretColumn {
        Require.identifier("schema", schema);
        Require.identifier("table", table);
        Require.identifier("secretColumn", secretColumn);
        if (tenantColumn != null) {
            Require.identifier("tenantColumn", tenantColumn);
        }
        if (labelColumn != null) {
            Require.identifier("labelColumn", labelColumn);
        }
    }

    /**
     * A column of a host without tenants.
     *
     * @param schema the table's schema
     * @param table the table
     * @param user the primary key
     * @param secretColumn holds the secrets
     * @return the column
     */
    public static TotpSecretColumn of(String schema, String table, KeyColumn user, String secretColumn) {
        return new TotpSecretColumn(schema, table, user, secretColumn, null, null);
    }

    /**
     * The same with tenants.
     *
     * @param column holds the tenant; a null in it means none
     * @return the column
     */
    public TotpSecretColumn withTenant(String column) {
        return new TotpSecretColumn(schema, table, user, secretColumn, column, labelColumn);
    }

    /**
     * The same with labels.
     *
     * @param column holds what the list of devices shall show
     * @return the column
     */
    public TotpSecretColumn withLabel(String column) {
        return new TotpSecretColumn(schema, table, user, secretColumn, tenantColumn, column);
    }
}
