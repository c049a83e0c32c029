package dev.holdfast.auth.admin.trigger;

import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaScript;

/**
 * Generates the triggers that guard a host's own user table against every statement, whoever sends it: hand-written SQL,
 * another program, a replication role.
 *
 * <p>They keep the last lasting admin of each scope (SQLSTATE {@value dev.holdfast.auth.admin.AdminSqlState#LAST_ADMIN},
 * at the commit, so that a swap within one transaction passes) and the master admin (SQLSTATE
 * {@value dev.holdfast.auth.admin.AdminSqlState#MASTER_ADMIN}, at once), and refuse to truncate a table that has either.
 * A table or scope without any admin is left alone, so that the first one can be made. {@link BreakGlass} is the way past
 * them. The script also makes two partial indexes: one on the lasting admins, and a unique one that allows each scope one
 * master.
 *
 * <p>The script belongs into the host's own migrations, after those of the auth module, since the table is the host's. The
 * functions run with the rights of the role that runs the script; the application's role needs none on Holdfast's schema.
 *
 * <p><em>Security note.</em> Who owns the table can disable its triggers or drop it; the application should not.
 *
 * @param table the mapping, the same as the guard's
 * @param namespace where Holdfast's tables are
 */
public record AdminTriggers(AdminTable table, Namespace namespace) {
    /**
     * Triggers for a table, with Holdfast's tables in the usual place.
     *
     * @param table the mapping, the same as the guard's
     * @return the triggers
     */
    public static AdminTriggers of(AdminTable table) {
        return new AdminTriggers(table, Namespace.defaults());
    }

    /**
     * The same with Holdfast's tables in another place.
     *
     * @param other where they are
     * @return the triggers
     */
    public AdminTriggers withNamespace(Namespace other) {
        return new AdminTriggers(table, other);
    }

    /**
     * The change of schema and its undo, complete, without placeholders.
     *
     * @param version the version the host gives it among its own
     * @return the script
     * @throws IllegalArgumentException when the version is malformed
     */
    public SchemaScript script(String version) {
        TriggerSql sql = new TriggerSql(table, namespace);
        return new SchemaScript(version, "guard admins", sql.up(), sql.undo());
    }
}
