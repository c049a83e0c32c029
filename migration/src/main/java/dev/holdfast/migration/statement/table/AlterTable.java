package dev.holdfast.migration.statement.table;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.TokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An ALTER TABLE, or an ALTER of what shares its actions.
 *
 * @param relation what it alters: {@code table}, {@code foreign table}, {@code materialized view}, {@code view} or {@code index}
 * @param name the relation, folded
 * @param actions what it does, in order; at least one
 */
public record AlterTable(String relation, String name, List<AlterAction> actions) {
    private static final List<String> RELATIONS =
            List.of("table", "foreign table", "materialized view", "view", "index");
    private static final List<Phrase> HEADS = RELATIONS.stream()
            .map(relation -> Phrase.of("alter " + relation + " [if exists] TABLE ..."))
            .toList();

    /** Copies the list. */
    public AlterTable {
        actions = List.copyOf(actions);
    }

    /**
     * Reads an ALTER TABLE or ALTER FOREIGN TABLE.
     *
     * @param statement a statement
     * @return empty when it is another one, or when one of its actions is not known
     */
    public static Optional<AlterTable> parse(SqlStatement statement) {
        return readRelation(TokenCursor.of(statement)).filter(it -> it.relation.endsWith("table"));
    }

    /**
     * Reads the ALTER of any relation but a sequence.
     *
     * @param cursor at the word ALTER
     * @return empty when it is another statement, or when one of its actions is not known
     */
    public static Optional<AlterTable> readRelation(TokenCursor cursor) {
        for (int i = 0; i < HEADS.size(); i++) {
            Optional<Phrase.Match> match = HEADS.get(i).in(cursor);
            if (match.isPresent()) {
                String relation = RELATIONS.get(i);
                String name = match.get().tables().get(0);
                return actions(match.get().rest()).map(actions -> new AlterTable(relation, name, actions));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<AlterAction>> actions(TokenCursor cursor) {
        List<AlterAction> actions = new ArrayList<>();
        for (TokenCursor part : cursor.commaSeparated()) {
            Optional<AlterAction> action = AlterAction.read(part);
            if (action.isEmpty()) {
                return Optional.empty();
            }
            actions.add(action.get());
        }
        return actions.isEmpty() ? Optional.empty() : Optional.of(actions);
    }
}
