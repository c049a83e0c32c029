package dev.holdfast.migration.apply;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What to call a statement where its text must not be shown. */
public final class Commands {
    private static final Set<String> ALONE = Set.of(
            "select", "with", "values", "do", "insert", "update", "delete", "merge", "copy", "call", "set", "table");
    private static final int WORDS = 3;

    private Commands() {}

    /**
     * The key words that a statement begins with; names and literals are left out.
     *
     * @param statement the statement
     * @return such as {@code CREATE INDEX CONCURRENTLY}; at most three words
     */
    public static String of(SqlStatement statement) {
        SqlToken first = statement.tokens().get(0);
        if (first.kind() != SqlToken.Kind.WORD) {
            return "statement";
        }
        String word = first.text().toLowerCase(Locale.ROOT);
        if (ALONE.contains(word)) {
            return word.toUpperCase(Locale.ROOT);
        }
        return statement.tokens().stream()
                .takeWhile(token -> token.kind() == SqlToken.Kind.WORD && isCommandWord(token.text()))
                .limit(WORDS)
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" "), words -> words.isEmpty() ? "statement" : words));
    }

    private static boolean isCommandWord(String word) {
        return KEY_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The words that stand before a name in the heads of PostgreSQL's commands. */
    private static final Set<String> KEY_WORDS = Set.of(
            ("abort access aggregate alter analyze begin call cast checkpoint close cluster collation comment commit"
                            + " concurrently constraint conversion create data database deallocate declare default discard"
                            + " domain drop end event execute explain extension fetch foreign function global grant group"
                            + " import index language large listen load local lock mapping materialized method move notify"
                            + " object operator or owned parser policy prepare prepared privileges procedure publication"
                            + " reassign recursive refresh reindex release replace reset revoke role rollback routine rule"
                            + " savepoint schema security sequence server start statistics subscription system table tablespace"
                            + " temp temporary text search transaction transform trigger truncate trusted type unique unlisten"
                            + " unlogged user vacuum view work wrapper")
                    .split(" ", -1));
}
