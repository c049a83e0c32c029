package dev.holdfast.auth.admin;

import dev.holdfast.auth.admin.AdminChange.EndChange;
import dev.holdfast.auth.admin.AdminChange.RoleChange;
import dev.holdfast.auth.admin.table.ActiveColumn;
import dev.holdfast.auth.admin.table.AdminSql;
import dev.holdfast.auth.admin.table.AdminTable;
import dev.holdfast.auth.table.KeyColumn;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The guard's statements over one table. In each, {@code l} is the locked rows: the actor, the target and, where an admin
 * may be lost, every lasting admin of the scope, all in the order of their ids; {@code t} is the target and {@code a} the
 * actor in it. The rules read {@code l} and nothing else, so they see what no other transaction can change any more.
 */
final class AdminStatements {
    private static final String RETURNING =
            " RETURNING t.id::text, t.role, t.admin, t.lasting, t.master, t.enabled, t.level, t.ends";

    private final AdminTable table;
    private final AdminSql sql;
    private final String id;
    // What every statement repeats, put together once.
    private final String columns;
    private final String present;
    private final String lasting;

    AdminStatements(AdminTable table) {
        this.table = table;
        this.sql = table.sql();
        // As a bigint whatever the width of the column: a number that an integer cannot hold is an id that nobody has,
        // and not an error that costs the host its transaction.
        this.id = table.id().type() == KeyColumn.Type.BIGINT ? "?::bigint" : "?";
        this.columns = columns(sql);
        this.present = sql.scope("u") + " = ? AND " + sql.present("u");
        this.lasting = sql.lasting("u");
    }

    /** Ids as the table prints them. */
    record Parties(String scope, String actor, String target, Instant now) {}

    BoundSql of(AdminChange change, Parties parties) {
        if (change.act() == AdminAct.TRANSFER_MASTER) {
            return transfer(parties);
        }
        boolean removes = removes(change);
        BoundSql statement = locked(parties, removes);
        if (change.act() == AdminAct.DELETE && table.deletedColumn() == null) {
            statement.add(" DELETE FROM " + sql.table() + " u USING l t, l a");
        } else {
            statement.add(" UPDATE " + sql.table() + " u SET ");
            assign(statement, change, parties.now());
            statement.add(" FROM l t, l a");
        }
        statement
                .add(
                        " WHERE " + sql.id("u")
                                + " = t.id AND t.id = " + id + " AND a.id = " + id
                                + " AND a.admin AND t.level <= a.level",
                        parties.target(),
                        parties.actor())
                .addIf(protectsMaster(change), " AND NOT t.master")
                .addIf(
                        removes,
                        " AND (NOT t.lasting OR (SELECT count(*) FROM l WHERE lasting AND id <> " + id + ") > 0)",
                        parties.target());
        require(statement, change);
        return statement.add(RETURNING);
    }

    /** Whether the change can cost the scope a lasting admin. */
    private boolean removes(AdminChange change) {
        if (change instanceof RoleChange role) {
            return !table.adminRoles().contains(role.role());
        }
        return change instanceof EndChange end ? end.endsAt() != null : change.act() != AdminAct.ENABLE;
    }

    private static boolean protectsMaster(AdminChange change) {
        return change.act() != AdminAct.ENABLE && !(change instanceof EndChange end && end.endsAt() == null);
    }

    private BoundSql locked(Parties parties, boolean admins) {
        return new BoundSql()
                .add("WITH l AS MATERIALIZED (SELECT ")
                .add(columns, parties.now())
                .add(" FROM " + sql.table() + " u WHERE " + present, parties.scope())
                .add(" AND (" + sql.id("u") + " IN (" + id + ", " + id + ")", parties.actor(), parties.target())
                .addIf(admins, " OR (" + lasting + ")")
                .add(") ORDER BY " + sql.id("u") + " FOR NO KEY UPDATE OF u)");
    }

    private static String columns(AdminSql sql) {
        return sql.id("u") + " AS id, " + sql.role("u") + " AS role, (" + sql.admin("u") + " AND coalesce("
                + sql.ends("u") + " > ?, TRUE)) IS TRUE AS admin, (" + sql.lasting("u") + ") IS TRUE AS lasting, "
                + sql.master("u") + " IS TRUE AS master, (" + sql.switchedOn("u") + ") IS TRUE AS enabled, "
                + sql.level("u") + " AS level, " + sql.ends("u") + " AS ends";
    }

    private void assign(BoundSql statement, AdminChange change, Instant now) {
        if (change instanceof RoleChange role) {
            statement.add(AdminSql.quoted(table.roleColumn()) + " = ?", role.role());
            if (role.level() != null && table.levelColumn() != null) {
                statement.add(", " + AdminSql.quoted(table.levelColumn()) + " = ?", role.level());
            }
        } else if (change instanceof EndChange end) {
            set(statement, column(table.endsColumn()), end.endsAt());
        } else if (change.act() == AdminAct.DELETE) {
            set(statement, column(table.deletedColumn()), now);
        } else {
            flip(statement, table.active().get(0), change.act() == AdminAct.ENABLE, now);
        }
    }

    private static void flip(BoundSql statement, ActiveColumn column, boolean on, Instant now) {
        if (column.on() == null) {
            set(statement, column.column(), on ? null : now);
        } else {
            statement.add(AdminSql.quoted(column.column()) + " = " + AdminSql.literal(on ? column.on() : column.off()));
        }
    }

    private static void set(BoundSql statement, String column, @Nullable Instant time) {
        if (time == null) {
            statement.add(AdminSql.quoted(column) + " = NULL");
        } else {
            statement.add(AdminSql.quoted(column) + " = ?", time);
        }
    }

    private static String column(@Nullable String name) {
        if (name == null) {
            throw new IllegalStateException("the mapping names no column for this act");
        }
        return name;
    }

    /** The rules that concern one act only. */
    private void require(BoundSql statement, AdminChange change) {
        if (change instanceof RoleChange role) {
            requireRole(statement, role);
        } else if (change instanceof EndChange end) {
            requireEnd(statement, end.endsAt());
        } else if (change.act() != AdminAct.DELETE) {
            statement.add(change.act() == AdminAct.ENABLE ? " AND NOT t.enabled" : " AND t.enabled");
        }
    }

    private void requireRole(BoundSql statement, RoleChange change) {
        boolean toAdmin = table.adminRoles().contains(change.role());
        statement.addIf(toAdmin, " AND (t.id <> a.id OR t.role = ?)", change.role());
        if (change.level() == null) {
            statement.add(" AND t.role <> ?", change.role());
        } else {
            int level = change.level();
            statement
                    .add(" AND (t.role <> ? OR t.level <> ?)", change.role(), level)
                    .add(" AND ? <= a.level", level);
        }
    }

    private static void requireEnd(BoundSql statement, @Nullable Instant endsAt) {
        if (endsAt == null) {
            statement.add(" AND t.ends IS NOT NULL AND t.id <> a.id");
        } else {
            statement
                    .add(" AND t.ends IS DISTINCT FROM ?", endsAt)
                    .add(" AND (t.id <> a.id OR coalesce(? <= t.ends, TRUE))", endsAt);
        }
    }

    /**
     * Clears one flag and sets the other in one statement, in this order, as the unique index asks; the setting tells the
     * table's trigger that the flag is handed on and not lost.
     */
    private BoundSql transfer(Parties parties) {
        String flag = AdminSql.quoted(table.masterColumn());
        return locked(parties, false)
                .add(", t AS MATERIALIZED (SELECT t.*, a.id AS holder,")
                .add(" set_config('holdfast.admin_transfer', a.id::text, TRUE) AS announced FROM l t, l a")
                .add(" WHERE t.id = " + id + " AND a.id = " + id, parties.target(), parties.actor())
                .add(" AND a.master AND a.admin AND t.lasting AND NOT t.master)")
                .add(", cleared AS (UPDATE " + sql.table() + " u SET " + flag + " = FALSE FROM t WHERE ")
                .add(sql.id("u") + " = t.holder AND t.announced IS NOT NULL RETURNING 1)")
                .add(" UPDATE " + sql.table() + " u SET " + flag + " = TRUE FROM t WHERE " + sql.id("u") + " = t.id")
                .add(" AND EXISTS (SELECT FROM cleared)")
                .add(RETURNING);
    }

    BoundSql look(Parties parties) {
        return new BoundSql()
                .add("SELECT ")
                .add(columns.replaceFirst(" AS id", "::text AS id"), parties.now())
                .add(", (SELECT count(*) FROM " + sql.table() + " o WHERE " + sql.scope("o") + " = ?", parties.scope())
                .add(" AND " + sql.lasting("o") + " AND " + sql.id("o") + " <> " + id + ") AS others", parties.target())
                .add(" FROM " + sql.table() + " u WHERE " + sql.scope("u") + " = ?", parties.scope())
                .add(
                        " AND " + sql.present("u") + " AND " + sql.id("u") + " IN (" + id + ", " + id + ")",
                        parties.actor(),
                        parties.target());
    }

    /** Locks every candidate and the master, if there is one, before it looks whether there is one. */
    BoundSql appoint(String scope) {
        String created = column(table.createdColumn());
        return new BoundSql()
                .add("WITH l AS MATERIALIZED (SELECT " + sql.id("u") + " AS id, " + AdminSql.column("u", created))
                .add(" AS created, (" + sql.lasting("u") + ") IS TRUE AS lasting, " + sql.master("u") + " AS master")
                .add(" FROM " + sql.table() + " u WHERE " + sql.scope("u") + " = ?", scope)
                .add(" AND ((" + sql.lasting("u") + ") OR " + sql.master("u") + ")")
                .add(" ORDER BY " + sql.id("u") + " FOR NO KEY UPDATE OF u)")
                .add(" UPDATE " + sql.table() + " u SET " + AdminSql.quoted(table.masterColumn()) + " = TRUE")
                .add(" WHERE " + sql.id("u")
                        + " = (SELECT id FROM l WHERE lasting ORDER BY created NULLS LAST, id LIMIT 1)")
                .add(" AND NOT EXISTS (SELECT FROM l WHERE master) RETURNING " + sql.id("u") + "::text");
    }

    BoundSql master(String scope) {
        return new BoundSql()
                .add(
                        "SELECT " + sql.id("u") + "::text FROM " + sql.table() + " u WHERE " + sql.scope("u") + " = ?",
                        scope)
                .add(" AND " + sql.master("u"));
    }
}
