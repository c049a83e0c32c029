package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.auth.admin.AdminChange;
import dev.holdfast.auth.admin.AdminChange.RoleChange;

/**
 * The statements of {@link RoleTableDirectory}. In each, {@code l} is the locked rows: actor, target, master and every
 * admin, in the order of their ids; {@code t} is the target and {@code a} the actor in it.
 *
 * <p>Both tables' rows are locked: an admin is lost by either, and the rules read what nobody can change any more.
 */
final class RoleTableSql {
    static final String ADMIN = "administrator";

    /** The exclusion is looked at when a statement ends, so that one statement can hand the master's flag on. */
    static final String DDL = """
            CREATE TABLE account (
                id         text        CONSTRAINT account_pkey PRIMARY KEY,
                created_at timestamptz NOT NULL,
                open       boolean     NOT NULL DEFAULT true,
                master     boolean     NOT NULL DEFAULT false,
                CONSTRAINT account_one_master EXCLUDE USING btree (master WITH =) WHERE (master) DEFERRABLE
            );
            CREATE TABLE account_role (
                account_id text CONSTRAINT account_role_pkey PRIMARY KEY
                    CONSTRAINT account_role_account_fkey REFERENCES account ON DELETE CASCADE,
                role       text NOT NULL
            )""";

    private static final String IS_ADMIN = "(r.role = '" + ADMIN + "' AND u.open)";
    private static final String ACCOUNTS = " FROM account u JOIN account_role r ON r.account_id = u.id ";

    static final String LOOK = "SELECT u.id, r.role, u.open, u.master, " + IS_ADMIN + " AS admin, (SELECT count(*)"
            + ACCOUNTS + "WHERE " + IS_ADMIN + " AND u.id <> ?) AS others" + ACCOUNTS + "WHERE u.id IN (?, ?)";

    static final String MASTER = "SELECT id FROM account WHERE master";

    private static final String LOCKED = "WITH l AS MATERIALIZED (SELECT u.id, r.role, u.open, u.master, u.created_at, "
            + IS_ADMIN + " AS admin" + ACCOUNTS + "WHERE u.master OR " + IS_ADMIN + "%s"
            + " ORDER BY u.id FOR NO KEY UPDATE) ";

    static final String APPOINT = LOCKED.formatted("") + "UPDATE account u SET master = TRUE"
            + " WHERE u.id = (SELECT id FROM l WHERE admin ORDER BY created_at, id LIMIT 1)"
            + " AND NOT EXISTS (SELECT FROM l WHERE master) RETURNING u.id";

    private static final String DECIDED = LOCKED.formatted(" OR u.id IN (?, ?)");
    private static final String PARTIES = " t.id = ? AND a.id = ? AND a.admin";
    private static final String STAYS =
            " AND NOT t.master AND (NOT t.admin OR EXISTS (SELECT FROM l WHERE admin AND id <> t.id))";
    private static final String WAS = " RETURNING t.id, t.role, t.open, t.master, t.admin";

    private static final String SET_OPEN =
            DECIDED + "UPDATE account u SET open = NOT t.open FROM l t, l a" + " WHERE u.id = t.id AND" + PARTIES;
    private static final String DISABLE = SET_OPEN + STAYS + " AND t.open" + WAS;
    private static final String ENABLE = SET_OPEN + " AND NOT t.open" + WAS;
    private static final String DELETE =
            DECIDED + "DELETE FROM account u USING l t, l a WHERE u.id = t.id AND" + PARTIES + STAYS + WAS;
    // Nobody promotes themselves: there is one admin role, and who acts has it.
    private static final String SET_ROLE = DECIDED + "UPDATE account_role u SET role = c.role"
            + " FROM l t, l a, (SELECT CAST(? AS text) AS role) c WHERE u.account_id = t.id AND t.role <> c.role AND"
            + PARTIES;
    private static final String GRANT = SET_ROLE + " AND NOT t.master" + WAS;
    private static final String DEMOTE = SET_ROLE + STAYS + WAS;
    private static final String TRANSFER = DECIDED + "UPDATE account u SET master = (u.id = t.id) FROM l t, l a"
            + " WHERE u.id IN (t.id, a.id) AND" + PARTIES + " AND a.master AND t.admin AND NOT t.master" + WAS;

    private RoleTableSql() {}

    static String of(AdminChange change) {
        return switch (change.act()) {
            case CHANGE_ROLE -> change instanceof RoleChange role && role.role().equals(ADMIN) ? GRANT : DEMOTE;
            case DISABLE -> DISABLE;
            case ENABLE -> ENABLE;
            case DELETE -> DELETE;
            case TRANSFER_MASTER -> TRANSFER;
            case SET_END -> throw new IllegalArgumentException("account_role has no end dates");
        };
    }

    static Object[] binds(AdminChange change) {
        String actor = change.actor().id();
        String target = change.targetId();
        return change instanceof RoleChange role
                ? new Object[] {actor, target, role.role(), target, actor}
                : new Object[] {actor, target, target, actor};
    }
}
