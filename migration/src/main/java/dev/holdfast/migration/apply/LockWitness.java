package dev.holdfast.migration.apply;

import java.security.SecureRandom;
import java.sql.SQLException;

/**
 * An advisory lock that nobody but one migrator's session knows and holds: the proof, for a statement of any other session,
 * that this session still lives.
 *
 * <p>The migrator's own lock is no such proof: when its session is gone, the next migrator holds the same. A try for the
 * witness is refused as long as the session lives, and granted, until the transaction's end, once it is gone. Asking
 * {@code pg_locks} would tell as well, and looks at every lock of the server.
 *
 * <p>Source: PostgreSQL manual, Advisory Locks: held until released or the session ends.
 *
 * @param key drawn by chance, for one migrator and one run
 */
public record LockWitness(long key) {
    /** What the failing condition says; no script says it by chance. */
    private static final String LOST = "dev.holdfast.migration: the migrator lock is lost";

    private static final String NOT_A_BOOLEAN = "22P02";

    static LockWitness drawn() {
        return new LockWitness(new SecureRandom().nextLong());
    }

    /**
     * A condition that holds as long as the lock's session lives: the last word of a transaction before its commit.
     *
     * @return a condition without binds, for any session but the lock's own
     */
    public String guardSql() {
        return "NOT pg_catalog.pg_try_advisory_xact_lock(" + key + ")";
    }

    /**
     * The same as a condition that fails instead of not holding, so that a commit may be sent behind it without waiting.
     *
     * @return a condition without binds; {@link #isLost} knows the server's failure
     */
    public String requiredSql() {
        return "(CASE WHEN " + guardSql() + " THEN 'true' ELSE '" + LOST + "' END)::boolean";
    }

    /**
     * Whether a failure is that of {@link #requiredSql}.
     *
     * @param failure the server's
     * @return true when the lock is gone
     */
    public static boolean isLost(SQLException failure) {
        return NOT_A_BOOLEAN.equals(failure.getSQLState())
                && String.valueOf(failure.getMessage()).contains(LOST);
    }
}
