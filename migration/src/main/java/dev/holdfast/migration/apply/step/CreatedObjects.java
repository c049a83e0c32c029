package dev.holdfast.migration.apply.step;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.StatementClassifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks up in the catalog what a script creates: the only evidence that a database can give of a script having run.
 *
 * <p>Tables, views, sequences, indexes, types, functions, schemas and extensions are looked up by their names. What a script
 * does besides, to rows above all, cannot be seen. Thread-safe.
 */
public final class CreatedObjects {
    private static final String RELATION =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace"
                    + " WHERE o.relname = ? AND (n.nspname = ? OR (? = '' AND pg_table_is_visible(o.oid))))";
    private static final String TYPE =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace"
                    + " WHERE o.typname = ? AND (n.nspname = ? OR (? = '' AND pg_type_is_visible(o.oid))))";
    private static final String ROUTINE =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace"
                    + " WHERE o.proname = ? AND (n.nspname = ? OR (? = '' AND pg_function_is_visible(o.oid))))";
    private static final String SCHEMA =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ? AND ? = ?)";
    private static final String EXTENSION =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = ? AND ? = ?)";
    private static final Map<String, String> LOOKUPS = Map.ofEntries(
            Map.entry("CREATE TABLE", RELATION),
            Map.entry("CREATE TABLE AS", RELATION),
            Map.entry("CREATE FOREIGN TABLE", RELATION),
            Map.entry("CREATE VIEW", RELATION),
            Map.entry("CREATE MATERIALIZED VIEW", RELATION),
            Map.entry("CREATE SEQUENCE", RELATION),
            Map.entry("CREATE INDEX", RELATION),
            Map.entry("CREATE TYPE", TYPE),
            Map.entry("CREATE DOMAIN", TYPE),
            Map.entry("CREATE FUNCTION", ROUTINE),
            Map.entry("CREATE PROCEDURE", ROUTINE),
            Map.entry("CREATE AGGREGATE", ROUTINE),
            Map.entry("CREATE SCHEMA", SCHEMA),
            Map.entry("CREATE EXTENSION", EXTENSION));

    private final List<Created> created;

    /** Something that a script creates. */
    private record Created(String command, String name) {}

    /**
     * What a script creates.
     *
     * @param statements its statements
     */
    public CreatedObjects(List<SqlStatement> statements) {
        this.created =
                statements.stream().flatMap(CreatedObjects::created).distinct().toList();
    }

    /**
     * Whether there is nothing that could be looked up.
     *
     * @return true when the script gives no evidence
     */
    public boolean isEmpty() {
        return created.isEmpty();
    }

    /**
     * What is not there.
     *
     * @param connection whose search path is the migration's
     * @return each as {@code TABLE name}; empty when all of it is
     * @throws SQLException when a query fails
     */
    public List<String> missing(Connection connection) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (Created one : created) {
            if (!exists(connection, one)) {
                missing.add(one.command().substring("CREATE ".length()) + " " + one.name());
            }
        }
        return missing;
    }

    private static Stream<Created> created(SqlStatement statement) {
        return StatementClassifier.classify(statement)
                .fold(known -> created(statement, known), unknown -> Stream.empty());
    }

    private static Stream<Created> created(SqlStatement statement, Known known) {
        boolean temporary =
                statement.tokens().stream().limit(4).anyMatch(token -> token.is("temp") || token.is("temporary"));
        return LOOKUPS.containsKey(known.command()) && !temporary
                ? known.targets().stream().map(name -> new Created(known.command(), name))
                : Stream.empty();
    }

    private static boolean exists(Connection connection, Created one) throws SQLException {
        int dot = one.name().lastIndexOf('.');
        String schema = dot < 0 ? "" : one.name().substring(0, dot);
        try (PreparedStatement select = connection.prepareStatement(LOOKUPS.get(one.command()))) {
            select.setString(1, one.name().substring(dot + 1));
            select.setString(2, schema);
            select.setString(3, schema);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
