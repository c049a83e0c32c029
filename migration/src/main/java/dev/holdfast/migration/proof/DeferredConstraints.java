package dev.holdfast.migration.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Deferred constraints, checked inside a transaction as its commit would check them. */
public final class DeferredConstraints {
    /** A temporary table by whose broken constraint a caller may keep a transaction from committing; it is not checked. */
    public static final String GUARD = "holdfast_never_commit";

    private static final String NAMES = """
            SELECT string_agg(format('%I.%I', n.nspname, k.conname), ', '),
                   string_agg(format('%I.%I', n.nspname, k.conname), ', ') FILTER (WHERE k.condeferred)
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_namespace n ON n.oid = k.connamespace
            WHERE k.condeferrable AND k.conrelid IS DISTINCT FROM to_regclass('pg_temp.""" + GUARD + "')";

    private DeferredConstraints() {}

    /**
     * Checks them, then defers again those that begin deferred: the next script would find them so.
     *
     * <p><em>Transaction.</em> Joins; it is broken when a constraint does not hold.
     *
     * @param connection inside a transaction
     * @throws SQLException when a constraint does not hold
     */
    public static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            String deferrable;
            String deferred;
            try (ResultSet row = statement.executeQuery(NAMES)) {
                row.next();
                deferrable = row.getString(1);
                deferred = row.getString(2);
            }
            if (deferrable != null) {
                statement.execute("SET CONSTRAINTS " + deferrable + " IMMEDIATE");
            }
            if (deferred != null) {
                statement.execute("SET CONSTRAINTS " + deferred + " DEFERRED");
            }
        }
    }
}
