package dev.holdfast.migration.apply;

import dev.holdfast.migration.sql.SqlStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement of a script that the server refused: the server's failure and the statement's place. */
public final class StatementException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final int line;
    private final String command;

    StatementException(SqlStatement statement, SQLException failure) {
        super(failure.getMessage(), failure.getSQLState(), failure);
        this.number = statement.number();
        this.line = statement.line();
        this.command = Commands.of(statement);
    }

    /**
     * The place of the statement of a failure.
     *
     * @param failure what was thrown
     * @return {@code statement 2 (line 5, CREATE INDEX)}; empty when the failure was not that of a statement
     */
    public static String placeIn(@Nullable Throwable failure) {
        return failure instanceof StatementException it
                ? "statement " + it.number + " (line " + it.line + ", " + it.command + ")"
                : "";
    }

    /**
     * The statement's number in the script.
     *
     * @return from 1
     */
    public int number() {
        return number;
    }

    /**
     * The statement's line in the script.
     *
     * @return from 1
     */
    public int line() {
        return line;
    }
}
