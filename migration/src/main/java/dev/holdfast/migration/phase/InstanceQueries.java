package dev.holdfast.migration.phase;

import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The statements about running instances. */
final class InstanceQueries {
    static final String TABLE = "application_instance";

    private static final String CONNECTED = """
            SELECT coalesce(client_addr::text, 'local') || ' pid ' || pid,
                   substr(application_name, length(?) + 2)
            FROM pg_stat_activity
            WHERE datname = current_database() AND starts_with(application_name, ? || '/')
            ORDER BY pid
            """;

    private InstanceQueries() {}

    static void beat(Connection connection, Namespace namespace, SeenVersion seen) throws SQLException {
        // An older beat that arrives late must not hide a newer one.
        String sql = "INSERT INTO " + table(namespace) + " AS known (application, instance, version, seen_at)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (application, instance) DO UPDATE"
                + " SET version = excluded.version, seen_at = excluded.seen_at WHERE known.seen_at <= excluded.seen_at";
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, seen.application());
            upsert.setString(2, seen.instance());
            upsert.setString(3, seen.version());
            upsert.setObject(4, OffsetDateTime.ofInstant(seen.seenAt(), ZoneOffset.UTC));
            upsert.executeUpdate();
        }
    }

    static void leave(Connection connection, Namespace namespace, String application, String instance)
            throws SQLException {
        String sql = "DELETE FROM " + table(namespace) + " WHERE application = ? AND instance = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, application);
            delete.setString(2, instance);
            delete.executeUpdate();
        }
    }

    static List<SeenVersion> heartbeats(Connection connection, Namespace namespace, String application)
            throws SQLException {
        String sql = "SELECT instance, version, seen_at FROM " + table(namespace)
                + " WHERE application = ? ORDER BY instance";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, application);
            try (ResultSet rows = select.executeQuery()) {
                List<SeenVersion> seen = new ArrayList<>();
                while (rows.next()) {
                    Instant at = rows.getObject(3, OffsetDateTime.class).toInstant();
                    seen.add(new SeenVersion(application, rows.getString(1), rows.getString(2), at));
                }
                return seen;
            }
        }
    }

    static List<SeenVersion> connections(Connection connection, String application, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CONNECTED)) {
            select.setString(1, application);
            select.setString(2, application);
            try (ResultSet rows = select.executeQuery()) {
                List<SeenVersion> seen = new ArrayList<>();
                while (rows.next()) {
                    seen.add(new SeenVersion(application, rows.getString(1), rows.getString(2), now));
                }
                return seen;
            }
        }
    }

    private static String table(Namespace namespace) {
        return namespace.schema() + "." + namespace.prefix() + TABLE;
    }
}
