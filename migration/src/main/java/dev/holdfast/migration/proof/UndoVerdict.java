package dev.holdfast.migration.proof;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What running a migration and then its undo showed. */
public sealed interface UndoVerdict {
    /**
     * What the case calls for.
     *
     * @param cases an answer for each
     * @param <T> the result's type
     * @return what the function of the case gave
     */
    default <T> T fold(Cases<T> cases) {
        if (this instanceof Exact it) {
            return cases.exact().apply(it);
        }
        if (this instanceof ColumnOrderOnly it) {
            return cases.columnOrderOnly().apply(it);
        }
        if (this instanceof Differs it) {
            return cases.differs().apply(it);
        }
        return this instanceof Fails it
                ? cases.fails().apply(it)
                : cases.empty().apply((Empty) this);
    }

    /**
     * Whether the undo may be relied on.
     *
     * @return true when it is exact, or leaves nothing but columns at other places
     */
    default boolean isProven() {
        return this instanceof Exact || this instanceof ColumnOrderOnly;
    }

    /**
     * The verdict in a word or two.
     *
     * @return {@code exact}, {@code column order}, {@code differs}, {@code fails} or {@code empty}
     */
    default String word() {
        return fold(new Cases<>(
                exact -> "exact", order -> "column order", differs -> "differs", fails -> "fails", empty -> "empty"));
    }

    /**
     * What differs.
     *
     * @return a line each, without row data
     */
    default List<String> lines() {
        return fold(new Cases<>(
                exact -> List.of(),
                ColumnOrderOnly::columns,
                differs -> Stream.concat(differs.catalog().stream(), differs.rows().stream())
                        .toList(),
                fails -> List.of(fails.message()),
                empty -> List.of()));
    }

    /** Catalog, rows and sequences are what they were before. */
    record Exact() implements UndoVerdict {}

    /**
     * All is what it was, but columns have another place in their table: they were dropped and added again.
     *
     * @param columns a line for each
     */
    record ColumnOrderOnly(List<String> columns) implements UndoVerdict {
        /** Copies the list. */
        public ColumnOrderOnly {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Something is not what it was.
     *
     * @param catalog a line for each object and sequence that differs
     * @param rows a line for each table whose rows differ: counts, never a row
     */
    record Differs(List<String> catalog, List<String> rows) implements UndoVerdict {
        /** Copies the lists. */
        public Differs {
            catalog = List.copyOf(catalog);
            rows = List.copyOf(rows);
        }
    }

    /**
     * The server refused a statement of one of the two scripts.
     *
     * @param sqlState its SQLSTATE
     * @param message which script and statement, and the server's sentence without values
     */
    record Fails(String sqlState, String message) implements UndoVerdict {}

    /** There is no undo script, or no statement in it. Nothing was run. */
    record Empty() implements UndoVerdict {}

    /**
     * An answer for each case.
     *
     * @param exact when all is as before
     * @param columnOrderOnly when columns have other places
     * @param differs when something else differs
     * @param fails when a script failed
     * @param empty when there is no undo
     * @param <T> the result's type
     */
    record Cases<T>(
            Function<Exact, T> exact,
            Function<ColumnOrderOnly, T> columnOrderOnly,
            Function<Differs, T> differs,
            Function<Fails, T> fails,
            Function<Empty, T> empty) {}
}
