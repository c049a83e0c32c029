package dev.holdfast.audit.harden;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.harden.Catalog.Expected;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Hardens the log: one owner, to each role what its part needs and nothing to anybody else, and on every table triggers that
 * refuse UPDATE, DELETE and TRUNCATE in every session.
 *
 * <p>Idempotent: a hardened log is left alone. Months made later by {@code AuditPartitions} are hardened as they are made;
 * after a new version of this module, or an attach by other means, apply it again.
 *
 * <p><em>Transaction.</em> Joins: what is done is done with the caller's commit, or not at all. The role must own the log
 * and be a member of the owner to be, or be a superuser.
 *
 * <p><em>Concurrency.</em> Nodes may apply at once, one does the work. Where there is something to do, writers and sealer
 * wait for the commit: {@code SET LOCAL lock_timeout} beforehand bounds how long this waits for them.
 *
 * <p><em>Security note.</em> It holds every role but the owner and superusers. Those can disable a trigger or drop a month:
 * what is done to sealed events then shows in the seal, and the rest in {@link HardeningCheck}. Thread-safe.
 */
public final class AuditHardening {
    private static final String UNDO = """
            SELECT format('DROP TRIGGER %1$I ON %2$I.%3$I', t.tgname, n.nspname, c.relname)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND t.tgfoid IN (to_regprocedure('${schema}.${prefix}audit_append_only()'),
                to_regprocedure('${schema}.${prefix}audit_grow_only()'))
            ORDER BY 1""";

    private final Namespace namespace;
    private final Catalog catalog;
    private final boolean createsRoles;

    private AuditHardening(Namespace namespace, Catalog catalog, boolean createsRoles) {
        this.namespace = namespace;
        this.catalog = catalog;
        this.createsRoles = createsRoles;
    }

    /**
     * Hardens a log for roles that exist.
     *
     * @param namespace where the log's tables are
     * @param roles who owns the log, and who runs its parts
     * @return the hardening, to be applied
     */
    public static AuditHardening of(Namespace namespace, AuditRoles roles) {
        return new AuditHardening(namespace, new Catalog(namespace, roles), false);
    }

    /**
     * The same, and makes the roles that do not exist, without login.
     *
     * @return the hardening
     */
    public AuditHardening createMissingRoles() {
        return new AuditHardening(namespace, catalog, true);
    }

    /**
     * What {@link #apply} would run, for hosts that run it themselves; includes roles to be made.
     *
     * @param tx the transaction to read in
     * @return the statements in their order; empty when the log is hardened
     */
    public List<String> plan(DSLContext tx) {
        return HostTransaction.onConnection(tx, connection -> statements(connection, ClosingProbes.all()));
    }

    /**
     * Runs what is missing.
     *
     * @param tx the transaction to run it in
     * @return the statements that were run; empty when the log was hardened
     * @throws MissingRoleException when a role does not exist, and making it was not asked for
     * @throws dev.holdfast.core.tx.DatabaseException when the role may not do it, or a lock was not to be had in time
     */
    @CanIgnoreReturnValue
    public List<String> apply(DSLContext tx) {
        return HostTransaction.onConnection(tx, this::apply);
    }

    private List<String> apply(Connection connection) throws SQLException {
        List<String> missing = statements(connection, ClosingProbes.roles());
        if (!createsRoles && !missing.isEmpty()) {
            throw new MissingRoleException(missing);
        }
        if (statements(connection, ClosingProbes.all()).isEmpty()) {
            return List.of();
        }
        // The log before its months, as writers lock them; whoever waited here finds what the other has done.
        execute(connection, "LOCK TABLE ONLY " + namespace.sql("audit_event") + " IN SHARE ROW EXCLUSIVE MODE");
        List<String> statements = statements(connection, ClosingProbes.all());
        for (String statement : statements) {
            execute(connection, statement);
        }
        return statements;
    }

    /**
     * Takes the triggers off again, detached months included. Owner and grants stay: nothing tells what they were before.
     *
     * @param tx the transaction to run it in
     * @return the statements that were run; empty when there was no trigger
     */
    @CanIgnoreReturnValue
    public List<String> undo(DSLContext tx) {
        return HostTransaction.onConnection(tx, connection -> {
            List<String> statements = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(namespace.fill(UNDO))) {
                while (row.next()) {
                    statements.add(row.getString(1));
                }
            }
            for (String statement : statements) {
                execute(connection, statement);
            }
            return List.copyOf(statements);
        });
    }

    private List<String> statements(Connection connection, List<Probe> probes) throws SQLException {
        List<HardeningFinding> open = catalog.findings(connection, probes, Expected.NOTHING);
        for (HardeningFinding finding : open) {
            if (finding.kind() == HardeningFinding.Kind.NOT_VISIBLE) {
                throw new IllegalStateException("catalogs must be readable to harden the log, " + finding.what()
                        + " is not: harden as the owner of the log, to whom it is granted");
            }
        }
        return open.stream().map(HardeningFinding::nextStep).toList();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
