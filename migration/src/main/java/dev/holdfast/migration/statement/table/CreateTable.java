package dev.holdfast.migration.statement.table;

import dev.holdfast.migration.sql.Phrase;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.sql.TokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A CREATE TABLE or CREATE FOREIGN TABLE with columns, not one AS a query.
 *
 * @param name the table, folded
 * @param columns its own columns, in order
 * @param constraints the constraints that stand apart from its columns
 * @param sources what else it is made from
 */
public record CreateTable(String name, List<ColumnDefinition> columns, List<Constraint> constraints, Sources sources) {
    private static final List<Phrase> HEADS = Stream.of(
                    "create [global|local] [temporary|temp|unlogged] table [if not exists] NAME ...",
                    "create foreign table [if not exists] NAME ...")
            .map(Phrase::of)
            .toList();

    /**
     * Tables that a table is made from.
     *
     * @param like the tables of its {@code LIKE} clauses
     * @param inherits the tables of {@code INHERITS}
     * @param partitionOf the table of {@code PARTITION OF}
     */
    public record Sources(List<String> like, List<String> inherits, Optional<String> partitionOf) {
        /** Copies the lists. */
        public Sources {
            like = List.copyOf(like);
            inherits = List.copyOf(inherits);
        }
    }

    /** Copies the lists. */
    public CreateTable {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
    }

    /**
     * Reads a CREATE TABLE or CREATE FOREIGN TABLE.
     *
     * @param statement a statement
     * @return empty when it is another one, makes a table from a query, or has a part that is not known
     */
    public static Optional<CreateTable> parse(SqlStatement statement) {
        return read(TokenCursor.of(statement));
    }

    /**
     * Reads a CREATE TABLE or CREATE FOREIGN TABLE.
     *
     * @param cursor at the word CREATE
     * @return as {@link #parse} gives it
     */
    public static Optional<CreateTable> read(TokenCursor cursor) {
        for (Phrase head : HEADS) {
            Optional<Phrase.Match> match = head.in(cursor);
            if (match.isPresent()) {
                return body(match.get().names().get(0), match.get().rest());
            }
        }
        return Optional.empty();
    }

    private static Optional<CreateTable> body(String name, TokenCursor cursor) {
        Optional<String> parent = cursor.accept("partition", "of") ? cursor.name() : Optional.empty();
        boolean typed =
                parent.isPresent() || (cursor.accept("of") && cursor.name().isPresent());
        Elements elements = new Elements();
        Optional<TokenCursor> inside = cursor.parenthesised();
        boolean read = inside.isEmpty()
                ? typed
                : inside.get().commaSeparated().stream().allMatch(part -> elements.add(part, typed));
        if (parent.isPresent()) {
            read &= cursor.accept("for", "values") || cursor.accept("default");
            cursor.skipTo("partition", "using", "with", "without", "on", "tablespace", "server");
        }
        List<String> inherits = inherits(cursor);
        boolean known = read && tail(cursor);
        return known
                ? Optional.of(new CreateTable(
                        name, elements.columns, elements.constraints, new Sources(elements.like, inherits, parent)))
                : Optional.empty();
    }

    private static List<String> inherits(TokenCursor cursor) {
        return cursor.accept("inherits")
                ? cursor.parenthesised().map(TokenCursor::names).orElse(List.of())
                : List.of();
    }

    /** What may follow the columns; any other word is of another dialect, such as {@code ENGINE}. */
    private static boolean tail(TokenCursor cursor) {
        while (!cursor.atEnd()) {
            boolean known =
                    (cursor.accept("partition", "by") && cursor.next().isPresent() && cursor.skipParenthesised())
                            || (cursor.accept("using") && cursor.name().isPresent())
                            || (cursor.accept("with") && cursor.skipParenthesised())
                            || cursor.accept("without", "oids")
                            || (cursor.accept("on", "commit") && commitAction(cursor))
                            || (cursor.accept("tablespace") && cursor.name().isPresent())
                            || (cursor.accept("server") && cursor.name().isPresent())
                            || (cursor.accept("options") && cursor.skipParenthesised());
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static boolean commitAction(TokenCursor cursor) {
        return cursor.accept("drop") || cursor.accept("preserve", "rows") || cursor.accept("delete", "rows");
    }

    /** What stands between the parentheses. */
    private static final class Elements {
        private final List<ColumnDefinition> columns = new ArrayList<>();
        private final List<Constraint> constraints = new ArrayList<>();
        private final List<String> like = new ArrayList<>();

        /** Adds one element; false when it is not known. */
        boolean add(TokenCursor part, boolean typed) {
            if (part.accept("like")) {
                return part.name().filter(like::add).isPresent();
            }
            int mark = part.mark();
            Optional<Constraint> constraint = Constraint.read(part);
            // OPTIONS, STORAGE and COMPRESSION are no reserved words: a column may be called so.
            if (constraint.isPresent() && constraint.get().kind() == Constraint.Kind.SETTING) {
                part.reset(mark);
                constraint = Optional.empty();
            }
            if (constraint.isPresent()) {
                constraints.add(constraint.get());
                return part.atEnd();
            }
            return typed
                    ? settings(part)
                    : ColumnDefinition.read(part).filter(columns::add).isPresent();
        }

        /** A column of a typed table or a partition has no type of its own. */
        private boolean settings(TokenCursor part) {
            Optional<String> column = part.namePart();
            part.accept("with", "options");
            List<Constraint> found = new ArrayList<>();
            for (Optional<Constraint> next = Constraint.read(part); next.isPresent(); next = Constraint.read(part)) {
                found.add(next.get());
            }
            column.ifPresent(it -> columns.add(new ColumnDefinition(it, List.<SqlToken>of(), found)));
            return column.isPresent() && part.atEnd();
        }
    }
}
