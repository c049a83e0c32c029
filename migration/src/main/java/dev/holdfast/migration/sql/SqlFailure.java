package dev.holdfast.migration.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be said about a failed statement: its SQLSTATE and the server's sentence without the values in it.
 *
 * <p>The server's detail line quotes rows, the position line quotes the script, and for some classes of error the first
 * line quotes a value as well; none of these comes through. Names of tables, columns and constraints do.
 *
 * @param sqlState the SQLSTATE, or {@code 00000} when the driver gave none
 * @param text the sentence
 */
public record SqlFailure(String sqlState, String text) {
    private static final int MAX_CAUSES = 32;

    /**
     * The failure of the first cause that came from the driver.
     *
     * @param failure what was thrown
     * @return the failure; empty when no cause is an {@link SQLException}
     */
    public static Optional<SqlFailure> in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState() == null ? "00000" : sql.getSQLState();
                return Optional.of(new SqlFailure(state, withoutValues(state, sql.getMessage())));
            }
        }
        return Optional.empty();
    }

    /**
     * The failure as an exception that can be a cause: same SQLSTATE and stack, no values.
     *
     * @param stack whose stack trace to keep
     * @return a new exception
     */
    public SQLException asException(Throwable stack) {
        SQLException exception = new SQLException(text, sqlState);
        exception.setStackTrace(stack.getStackTrace());
        return exception;
    }

    @Override
    public String toString() {
        return text + " [SQLSTATE " + sqlState + "]";
    }

    private static String withoutValues(String state, @Nullable String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        int quote = line.indexOf('"');
        if (!quotesValues(state) || quote < 0) {
            return line.isBlank() ? "no message" : line;
        }
        return line.substring(0, quote).replaceAll("[:\\s]+$", "");
    }

    /** Data exceptions quote the value, syntax errors a piece of the script; the other classes quote names. */
    private static boolean quotesValues(String state) {
        return state.startsWith("22") || state.equals("42601");
    }
}
