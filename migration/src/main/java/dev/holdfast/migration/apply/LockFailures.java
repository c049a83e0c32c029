package dev.holdfast.migration.apply;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.sql.SqlFailure;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why the migrator's lock is not to be had, or no longer. */
final class LockFailures {
    private static final String LOCK_TIMEOUT = "55P03";

    /** What PgBouncer answers to a transaction block when it pools statements. */
    private static final String PROTOCOL_VIOLATION = "08P01";

    private LockFailures() {}

    static RuntimeException of(String schema, Duration wait, SQLException e) {
        if (LOCK_TIMEOUT.equals(e.getSQLState())) {
            return new MigrationException(
                    new MigrationException.Failure(schema, null, LOCK_TIMEOUT),
                    "another migrator has been at work on schema " + schema + " for longer than " + wait
                            + ": run again when it has finished, or raise migratorWait",
                    null);
        }
        return PROTOCOL_VIOLATION.equals(e.getSQLState())
                ? pooled(schema, "it refuses transactions: " + SqlFailure.in(e).orElseThrow())
                : DatabaseException.of("migrator lock failed", e);
    }

    /** The refusal of a connection that goes through a pooler in transaction or statement mode. */
    static MigrationException pooled(String name, String sign) {
        return new MigrationException(
                new MigrationException.Failure(name, null, null),
                "migrations must reach PostgreSQL directly, or through a pooler in session mode, got a pooler that gives a"
                        + " session to several clients (" + sign + "): its session locks would be anybody's; use the"
                        + " server's own address and port",
                null);
    }

    static MigrationException lost(String name, @Nullable Throwable cause) {
        return new MigrationException(
                new MigrationException.Failure(name, null, null),
                "the migrator lock was lost with its connection: look at status, then run again",
                cause);
    }

    /** Of the session at work, which waits until nothing of an earlier one runs. */
    static RuntimeException ofWork(SQLException e) {
        return LOCK_TIMEOUT.equals(e.getSQLState())
                ? new MigrationException(
                        new MigrationException.Failure("database", null, LOCK_TIMEOUT),
                        "a migration whose client is gone still runs in the server: run again when it has ended, or end its"
                                + " server process",
                        null)
                : DatabaseException.of("no connection for migrations", e);
    }
}
