package dev.holdfast.migration.statement.table;

import dev.holdfast.migration.statement.table.QueryTables.Use;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known between two parentheses of a query while it is read; the outermost level has none around it. */
final class QueryLevel {
    /** The verb of the present query; empty before it, and in parentheses that hold no query. */
    String verb = "";

    boolean inFrom;
    boolean expectsTable;
    boolean inWith;
    boolean expectsWith;
    boolean recursive;
    boolean used;

    private final Optional<QueryLevel> outer;
    private final boolean asTable;
    private final Set<String> withNames = new HashSet<>();
    private Optional<String> defined = Optional.empty();

    private QueryLevel(Optional<QueryLevel> outer, boolean asTable) {
        this.outer = outer;
        this.asTable = asTable;
        this.expectsTable = asTable;
    }

    /** A table that was found, with the name it goes by. */
    static final class Table {
        final String name;
        final QueryLevel level;
        Use use;
        private final String alias;

        Table(String name, String alias, Use use, QueryLevel level) {
            this.name = name;
            this.alias = alias;
            this.use = use;
            this.level = level;
        }

        boolean isAnyOf(List<String> names) {
            return names.contains(alias)
                    || names.contains(name)
                    || names.stream().anyMatch(it -> name.endsWith("." + it));
        }
    }

    static QueryLevel outermost() {
        return new QueryLevel(Optional.empty(), false);
    }

    QueryLevel open() {
        QueryLevel inner = new QueryLevel(Optional.of(this), expectsTable);
        expectsTable = false;
        return inner;
    }

    QueryLevel close() {
        if (outer.isEmpty()) {
            return this;
        }
        QueryLevel around = outer.get();
        // Only behind its parentheses is a WITH query known; inside them the name means the table.
        around.defined.ifPresent(around.withNames::add);
        around.defined = Optional.empty();
        return around;
    }

    boolean expectsVerb() {
        return verb.isEmpty() || verb.equals("insert");
    }

    /** Whether USING brings tables here, which it does once in DELETE and MERGE. */
    boolean mayUse() {
        return !used && (verb.equals("delete") || verb.equals("merge"));
    }

    void defines(String name) {
        if (recursive) {
            withNames.add(name);
        } else {
            defined = Optional.of(name);
        }
    }

    boolean knows(String name) {
        return withNames.contains(name) || outer.filter(it -> it.knows(name)).isPresent();
    }

    /** Whether this is a level or a part of what stands in its FROM. */
    boolean isFrom(QueryLevel other) {
        return this == other || (asTable && outer.filter(it -> it.isFrom(other)).isPresent());
    }
}
