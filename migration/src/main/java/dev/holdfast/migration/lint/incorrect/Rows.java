package dev.holdfast.migration.lint.incorrect;

import dev.holdfast.migration.lint.rule.Clause;
import dev.holdfast.migration.sql.TokenCursor;
import java.util.Optional;

/** Statements that write rows. */
final class Rows {
    private Rows() {}

    /** What follows the head of a statement that writes rows, also behind WITH. */
    static Optional<Clause> written(Clause statement, String head) {
        if (!statement.begins("with")) {
            return statement.head(head);
        }
        TokenCursor cursor = TokenCursor.of(statement.tokens());
        cursor.skipTo("select", "insert", "update", "delete", "merge", "values");
        return Clause.of(cursor.rest()).head(head);
    }
}
