package dev.holdfast.core.tx;

import dev.holdfast.core.HoldfastException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database refused or failed a statement.
 *
 * <p>The message keeps the server's first line and drops its detail, which can quote a row's values, the text of a
 * batch's statement, and the quoted input of a data exception (class 22); the cause is an {@link SQLException} cut in the
 * same way, with the SQLSTATE and the stack of the original.
 */
public final class DatabaseException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /** From the first mark to the last, or to the end: the value between them can hold marks of its own. */
    private static final Pattern QUOTED = Pattern.compile("\"(.*\"|.*$)");

    private final @Nullable String sqlState;

    private DatabaseException(String message, @Nullable String sqlState, SQLException cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    /**
     * Makes the exception for a failure of the driver.
     *
     * @param operation what was being done
     * @param failure what the driver threw
     * @return the exception to throw
     */
    public static DatabaseException of(String operation, SQLException failure) {
        String state = failure.getSQLState();
        String line = safeLine(failure, state);
        SQLException cause = new SQLException(line, state, failure.getErrorCode());
        cause.setStackTrace(failure.getStackTrace());
        String code = state == null ? "" : " [SQLSTATE " + state + "]";
        return new DatabaseException(operation + ": " + line + code, state, cause);
    }

    /**
     * The SQLSTATE, five characters, when the server or driver gave one.
     *
     * @return the code
     */
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }

    private static String safeLine(SQLException failure, @Nullable String state) {
        if (failure instanceof BatchUpdateException) {
            // The driver's own message quotes the entry with its values; the server's stands in the next one.
            SQLException server = failure.getNextException();
            return server == null ? "a batch failed" : safeLine(server, state);
        }
        String line = firstLine(failure.getMessage());
        // invalid input syntax for type integer: "…" quotes what was bound.
        return state != null && state.startsWith("22") ? QUOTED.matcher(line).replaceAll("\"…\"") : line;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("no message");
    }
}
