package dev.holdfast.migration.apply.pending;

import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;

/** Makes a history where there is none, as Flyway does: with its schema when that is missing. */
public final class Preparation {
    /** What Flyway takes for a schema that is not empty; what belongs to an extension does not count. */
    private static final String OCCUPIED = """
            SELECT EXISTS (
                SELECT FROM pg_catalog.pg_class c
                 WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'v', 'S', 't', 'm', 'p', 'f')
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
                UNION ALL
                SELECT FROM pg_catalog.pg_type t
                 WHERE t.typnamespace = n.oid AND t.typcategory NOT IN ('A', 'C')
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
                UNION ALL
                SELECT FROM pg_catalog.pg_proc p
                 WHERE p.pronamespace = n.oid
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e'))
              FROM pg_catalog.pg_namespace n WHERE n.nspname = ?""";

    private final HistoryTable history;
    private final String source;

    /**
     * Preparation of a history.
     *
     * @param history the history
     * @param source whose it is
     */
    public Preparation(HistoryTable history, String source) {
        this.history = history;
        this.source = source;
    }

    /** What a schema is like. */
    private enum Ground {
        MISSING,
        EMPTY,
        OCCUPIED
    }

    /**
     * Makes the history; in a shared schema that is not empty it begins below every version.
     *
     * @param connection inside a transaction
     * @param isShared whether others have tables in the schema
     * @throws SQLException when it cannot be made
     * @throws MigrationException when the schema is not empty and not shared
     */
    public void prepare(Connection connection, boolean isShared) throws SQLException {
        Ground ground = ground(connection);
        if (ground == Ground.OCCUPIED && !isShared) {
            throw new MigrationException(
                    new MigrationException.Failure(source, null, null),
                    "schema " + history.name().schema() + " of " + source + " holds objects and no history: draw a"
                            + " baseline at the version it has, or at 0 when none of the migrations was applied",
                    null);
        }
        create(connection, ground);
        if (ground == Ground.MISSING) {
            history.markSchemaCreated(connection, 0);
        } else if (ground == Ground.OCCUPIED) {
            history.markBaseline(connection, MigrationVersion.fromVersion("0"));
        }
    }

    /**
     * Makes the history with a line below which nothing is applied.
     *
     * @param connection inside a transaction
     * @param version the line
     * @throws SQLException when it cannot be made
     */
    public void baseline(Connection connection, MigrationVersion version) throws SQLException {
        Ground ground = ground(connection);
        create(connection, ground);
        history.markBaseline(connection, version);
        if (ground == Ground.MISSING) {
            // In Flyway's order.
            history.markSchemaCreated(connection, 2);
        }
    }

    private void create(Connection connection, Ground ground) throws SQLException {
        if (ground == Ground.MISSING) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE SCHEMA " + TableName.quote(history.name().schema()));
            }
        }
        history.create(connection);
    }

    private Ground ground(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OCCUPIED)) {
            select.setString(1, history.name().schema());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Ground.MISSING;
                }
                return rows.getBoolean(1) ? Ground.OCCUPIED : Ground.EMPTY;
            }
        }
    }
}
