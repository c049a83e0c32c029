package dev.holdfast.core.tx;

import dev.holdfast.core.HoldfastException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database refused or failed a statement.
 *
 * <p>The message keeps the server's first line and drops its detail, which can quote a row's values; the cause is an
 * {@link SQLException} cut in the same way, with the SQLSTATE and the stack of the original.
 */
public final class DatabaseException extends HoldfastException {
    private static final long serialVersionUID = 1L;

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
        String line = firstLine(failure.getMessage());
        String state = failure.getSQLState();
        SQLException cause = new SQLException(line, state, failure.getErrorCode());
        cause.setStackTrace(failure.getStackTrace());
        return new DatabaseException(operation + ": " + line + " [SQLSTATE " + state + "]", state, cause);
    }

    /**
     * The SQLSTATE, five characters, when the server or driver gave one.
     *
     * @return the code
     */
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("no message");
    }
}
