package dev.holdfast.migration.undo;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass;
import dev.holdfast.migration.statement.StatementClassifier;
import java.util.Optional;

/** Statements that remove rows or columns for good and have no form that is counted. */
final class Destructive {
    private Destructive() {}

    /** The command, when it removes something; an unknown statement may. */
    static Optional<String> command(SqlStatement statement) {
        StatementClass found = StatementClassifier.classify(statement);
        return found.fold(
                known -> known.losesData() ? Optional.of(known.command()) : Optional.empty(),
                unknown -> Optional.of("an unknown statement"));
    }
}
