package dev.holdfast.migration.statement.table;

import dev.holdfast.migration.sql.TokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables that a query, INSERT, UPDATE, DELETE or MERGE names, sub-queries and WITH included; names of a WITH and
 * functions are none.
 */
public final class QueryTables {
    private static final String[] VERBS = {"select", "insert", "update", "delete", "merge", "values", "table"};
    private static final String[] BEHIND_FROM = {
        "where", "group", "having", "window", "order", "limit", "offset", "fetch", "returning", "set", "when"
    };

    /** What is done to a table, weakest first. */
    public enum Use {
        /** It is read. */
        READ,
        /** Its rows are locked, as by {@code FOR UPDATE}. */
        LOCKED,
        /** It gets rows by INSERT. */
        INSERTED,
        /** Its rows are changed by UPDATE or MERGE. */
        UPDATED,
        /** Its rows are removed by DELETE. */
        DELETED
    }

    /**
     * A table of the statement.
     *
     * @param name folded
     * @param use what is done to it
     */
    public record Named(String name, Use use) {}

    private final TokenCursor cursor;
    private final List<QueryLevel.Table> found = new ArrayList<>();
    private QueryLevel level = QueryLevel.outermost();
    private boolean behindDistinct;

    private QueryTables(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads to the end.
     *
     * @param cursor at the statement's first word, or before a query inside another statement
     * @return the tables in the order of the text; one named twice is there twice
     */
    public static List<Named> of(TokenCursor cursor) {
        QueryTables reader = new QueryTables(cursor);
        while (!cursor.atEnd()) {
            reader.step();
        }
        return reader.found.stream().map(it -> new Named(it.name, it.use)).toList();
    }

    private void step() {
        if (cursor.accept("(")) {
            level = level.open();
        } else if (cursor.accept(")")) {
            level = level.close();
        } else if (level.expectsWith) {
            withQuery();
        } else if (level.expectsTable && !atQuery()) {
            table();
        } else if (level.verb.isEmpty() && (cursor.at("with") || cursor.at(","))) {
            level.expectsWith = level.inWith || cursor.at("with");
            level.inWith = level.expectsWith;
            skip();
        } else if (level.expectsVerb() && verb()) {
            level.inWith = false;
        } else {
            clause();
        }
    }

    private boolean atQuery() {
        return level.verb.isEmpty() && (cursor.at("select") || cursor.at("with") || cursor.at("values"));
    }

    /** {@code name [(columns)] AS [[NOT] MATERIALIZED] (query)}, up to its parenthesis. */
    private void withQuery() {
        level.recursive |= cursor.accept("recursive");
        level.expectsWith = false;
        Optional<String> name = cursor.name();
        cursor.skipParenthesised();
        boolean known = cursor.accept("as");
        cursor.accept("not");
        cursor.accept("materialized");
        if (known && cursor.at("(")) {
            name.ifPresent(level::defines);
        }
    }

    private boolean verb() {
        level.expectsTable = false;
        Optional<String> verb =
                level.verb.equals("insert") ? cursor.acceptAny("select", "values", "table") : cursor.acceptAny(VERBS);
        if (verb.isEmpty()) {
            return false;
        }
        level.verb = verb.get();
        switch (level.verb) {
            case "insert" -> written("into", Use.INSERTED);
            case "merge" -> written("into", Use.UPDATED);
            case "update" -> written("only", Use.UPDATED);
            case "delete" -> written("from", Use.DELETED);
            default -> level.expectsTable = level.verb.equals("table");
        }
        return true;
    }

    private void written(String before, Use use) {
        cursor.accept(before);
        cursor.accept("only");
        cursor.name().ifPresent(name -> found.add(new QueryLevel.Table(name, name, use, level)));
    }

    private void table() {
        cursor.acceptAny("only", "lateral");
        if (cursor.at("(")) {
            return;
        }
        level.expectsTable = false;
        if (cursor.accept("rows", "from")) {
            return;
        }
        Optional<String> name = cursor.name();
        if (name.isEmpty()) {
            skip();
        } else if (!cursor.at("(") && !level.knows(name.get())) {
            cursor.accept("*");
            found.add(new QueryLevel.Table(name.get(), alias(name.get()), Use.READ, level));
        }
    }

    /** The name by which FOR UPDATE OF can mean the table; a key word taken for one does no harm. */
    private String alias(String name) {
        int mark = cursor.mark();
        cursor.accept("as");
        Optional<String> alias = cursor.at("for") ? Optional.empty() : cursor.namePart();
        cursor.reset(mark);
        return alias.orElse(name);
    }

    private void clause() {
        if (cursor.at("distinct")) {
            behindDistinct = true;
            skip();
            return;
        }
        if (cursor.accept(";") || cursor.accept("union") || cursor.accept("intersect") || cursor.accept("except")) {
            level.verb = "";
            level.inFrom = false;
        } else if (cursor.accept("from")) {
            // IS DISTINCT FROM compares, EXTRACT (… FROM …) has no verb before it.
            level.inFrom |= !behindDistinct && !level.verb.isEmpty();
            level.expectsTable = !behindDistinct && !level.verb.isEmpty();
        } else if (level.mayUse() && cursor.accept("using")) {
            level.used = true;
            level.inFrom = true;
            level.expectsTable = true;
        } else if (cursor.accept("join") || cursor.accept(",")) {
            level.expectsTable = level.inFrom;
        } else if (cursor.accept("for")) {
            rowLocks();
        } else if (cursor.acceptAny(BEHIND_FROM).isPresent()) {
            level.inFrom = false;
        } else {
            skip();
        }
        behindDistinct = false;
    }

    private void rowLocks() {
        boolean locks = cursor.accept("update")
                || cursor.accept("share")
                || cursor.accept("no", "key", "update")
                || cursor.accept("key", "share");
        if (!locks || level.verb.isEmpty()) {
            return;
        }
        level.inFrom = false;
        List<String> only = cursor.accept("of") ? cursor.names() : List.of();
        for (QueryLevel.Table table : found) {
            boolean meant = only.isEmpty() ? table.level.isFrom(level) : table.level == level && table.isAnyOf(only);
            table.use = meant && table.use == Use.READ ? Use.LOCKED : table.use;
        }
    }

    private void skip() {
        if (!cursor.at("(") && !cursor.at(")")) {
            cursor.skipOne();
        }
    }
}
