package dev.holdfast.migration.rehearse.live;

import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.probe.Relation;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.ExpectedLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a table is bigger than a rehearsal on the live database may read or write as a whole. */
final class TableSizes {
    /**
     * A name without a schema stands for every table of that name; an index for its table; a parent for its partitions
     * and children too. Rows as the planner estimates them: density times present pages, and where no statistics exist
     * a hundred rows a page, more than most tables have. Source: PostgreSQL manual, §76.1 Row Estimation Examples.
     */
    private static final String SIZE = size("""
            WITH RECURSIVE family (oid) AS (
                SELECT coalesce(i.indrelid, c.oid)
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE ? IN (c.relname, n.nspname || '.' || c.relname) AND c.relkind IN ('r', 'p', 'm', 'i', 'I')
                UNION
                SELECT h.inhrelid FROM family f JOIN pg_inherits h ON h.inhparent = f.oid)
            """, "c.oid IN (SELECT oid FROM family)");

    private static final String SIZE_TOGETHER = size(
            "",
            "c.relnamespace NOT IN (SELECT oid FROM pg_namespace"
                    + " WHERE nspname ~ '^pg_' OR nspname = 'information_schema')");

    private final Connection connection;
    private final LiveAllowance allowance;

    TableSizes(Connection connection, LiveAllowance allowance) {
        this.connection = connection;
        this.allowance = allowance;
    }

    private static String size(String family, String which) {
        return family + """
                SELECT coalesce(sum(CASE WHEN c.reltuples >= 0 AND c.relpages > 0
                                         THEN c.reltuples / c.relpages * s.pages ELSE 100 * s.pages END), 0)::bigint,
                       coalesce(sum(s.bytes), 0)::bigint
                FROM pg_class c,
                     LATERAL (SELECT pg_relation_size(c.oid) AS bytes,
                                     pg_relation_size(c.oid) / current_setting('block_size')::int AS pages) s
                WHERE c.relkind IN ('r', 'm') AND\s""" + which;
    }

    /** Whether all tables together are too big to be read: a picture reads every row. */
    Optional<String> tooBigTogether() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE_TOGETHER)) {
            return tooBig(statement, "the whole database");
        }
    }

    /** The first table that a statement would, or might, read or write as a whole and that is too big for it. */
    Optional<String> tooBigFor(PlannedStatement planned) throws SQLException {
        Optional<Known> known = planned.known().filter(it -> it.rewrite() != Effect.NO || it.scan() != Effect.NO);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>(known.get().targets());
        known.get().locks().stream().map(ExpectedLock::relation).forEach(names::add);
        return tooBig(names);
    }

    /** The first table too big among those that a statement was seen to read or write as a whole. */
    Optional<String> tooBigAmong(Collection<Relation> seen) throws SQLException {
        return tooBig(seen.stream()
                .filter(relation -> !relation.created())
                .map(Relation::toString)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private Optional<String> tooBig(Set<String> names) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
            for (String name : names) {
                statement.setString(1, name);
                Optional<String> big = tooBig(statement, name);
                if (big.isPresent()) {
                    return big;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> tooBig(PreparedStatement size, String what) throws SQLException {
        try (ResultSet row = size.executeQuery()) {
            row.next();
            long rows = row.getLong(1);
            long bytes = row.getLong(2);
            return rows <= allowance.maxRows() && bytes <= allowance.maxBytes()
                    ? Optional.empty()
                    : Optional.of(what + " has about " + rows + " rows and " + bytes + " bytes, allowed are "
                            + allowance.maxRows() + " rows and " + allowance.maxBytes() + " bytes");
        }
    }
}
