package dev.holdfast.migration.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A script's statements, and what in it is no SQL.
 *
 * <p>Comments, strings of all forms, quoted identifiers and dollar quotes are told apart as the server tells them, so a
 * word in them is never taken for a statement. Source: PostgreSQL manual, §4.1 Lexical Structure.
 */
public final class SqlScript {
    private final List<SqlStatement> statements;
    private final List<Problem> problems;

    SqlScript(List<SqlStatement> statements, List<Problem> problems) {
        this.statements = List.copyOf(statements);
        this.problems = List.copyOf(problems);
    }

    /**
     * Something in a script that is no SQL.
     *
     * @param line where it begins, from 1
     * @param message what it is and what to do, without the script's literals
     */
    public record Problem(int line, String message) {}

    /**
     * A script, read to its end.
     *
     * @param text any text; a byte order mark at its beginning is skipped. Nothing makes this method throw
     * @return its statements and problems
     */
    public static SqlScript parse(String text) {
        return new StatementSplitter(text).split();
    }

    /**
     * The statements.
     *
     * @return in the script's order; empty ones are left out
     */
    public List<SqlStatement> statements() {
        return statements;
    }

    /**
     * What is no SQL: quotes and comments that are not closed, psql's meta commands, stray characters.
     *
     * @return in the order of finding; empty when every character is accounted for
     */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * The statements of a script that begin or end a transaction, or prepare one for two-phase commit.
     *
     * <p>Setting a savepoint and rolling back to it leaves the transaction open, and is not among them.
     *
     * @param script SQL text
     * @return their first words in upper case, in order; empty when the script leaves its transaction alone
     */
    public static List<String> transactionControl(String script) {
        return parse(script).statements().stream()
                .flatMap(statement -> control(TokenCursor.of(statement)).stream())
                .map(word -> word.toUpperCase(Locale.ROOT))
                .toList();
    }

    private static Optional<String> control(TokenCursor cursor) {
        if (cursor.at("prepare", "transaction")) {
            return Optional.of("prepare transaction");
        }
        Optional<String> word = cursor.acceptAny("begin", "start", "commit", "end", "rollback", "abort");
        if (word.filter("rollback"::equals).isPresent()) {
            cursor.acceptAny("work", "transaction");
            return cursor.at("to") ? Optional.empty() : word;
        }
        return word;
    }
}
