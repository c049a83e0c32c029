package dev.holdfast.testkit.race;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds the SQLSTATE behind a failure, which libraries wrap in exceptions of their own. */
final class SqlStates {

    private static final int MAX_DEPTH = 32;

    private SqlStates() {}

    static @Nullable String of(Throwable failure) {
        @Nullable Throwable at = failure;
        for (int depth = 0; at != null && depth < MAX_DEPTH; depth++, at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
