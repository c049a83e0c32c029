package dev.holdfast.migration.apply.step;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How statements stand to a transaction, told by their first two words where these leave no doubt: most statements of most
 * scripts need no closer look before they run.
 */
final class TransactionUses {
    private static final Set<String> ROWS = Set.of(
            "insert", "update", "delete", "select", "with", "values", "comment", "grant", "revoke", "do", "truncate");
    private static final Set<String> DEFINITIONS = Set.of("create", "alter", "drop");
    private static final Set<String> OBJECTS = Set.of(
            "table",
            "index",
            "unique",
            "view",
            "materialized",
            "function",
            "procedure",
            "trigger",
            "sequence",
            "schema",
            "policy",
            "extension",
            "domain",
            "rule");

    private TransactionUses() {}

    static TransactionUse of(SqlStatement statement) {
        return isPlainlyInside(statement)
                ? TransactionUse.INSIDE
                : StatementClassifier.classify(statement).fold(Known::transaction, unknown -> TransactionUse.INSIDE);
    }

    /** A statement that is not plain may still be inside: then the classifier says so. */
    static boolean isPlainlyInside(SqlStatement statement) {
        List<SqlToken> tokens = statement.tokens();
        String first = tokens.get(0).text().toLowerCase(Locale.ROOT);
        if (ROWS.contains(first)) {
            return true;
        }
        return DEFINITIONS.contains(first)
                && tokens.size() > 1
                && OBJECTS.contains(tokens.get(1).text().toLowerCase(Locale.ROOT))
                && tokens.stream().noneMatch(token -> token.is("concurrently"));
    }
}
