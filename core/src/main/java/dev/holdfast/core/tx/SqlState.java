package dev.holdfast.core.tx;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The SQLSTATE of a failure, found by walking its causes: a host's listeners and frameworks wrap the driver's exception
 * in ways that types do not tell.
 */
public final class SqlState {
    /** The statement could not be serialised with another transaction (PostgreSQL: {@code serialization_failure}). */
    public static final String SERIALIZATION_FAILURE = "40001";

    /** The statement was chosen as the victim of a deadlock (PostgreSQL: {@code deadlock_detected}). */
    public static final String DEADLOCK_DETECTED = "40P01";

    private static final Set<String> CONFLICTS = Set.of(SERIALIZATION_FAILURE, DEADLOCK_DETECTED);
    private static final int MAX_CAUSES = 32;

    private SqlState() {}

    /**
     * The SQLSTATE of the first cause that carries one.
     *
     * @param failure what was thrown
     * @return the five characters
     */
    public static Optional<String> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the failure killed the transaction without deciding anything, so that the same work may be tried again in
     * a new one.
     *
     * @param failure what was thrown
     * @return true for a serialisation failure and for a deadlock
     */
    public static boolean isConflict(Throwable failure) {
        return of(failure).filter(CONFLICTS::contains).isPresent();
    }
}
