package dev.holdfast.testkit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases of a cluster: makes them, from templates too, connects to them and drops them. Thread-safe. */
final class Databases {

    static final String SUPERUSER = "postgres";

    private static final String MAINTENANCE_DATABASE = "postgres";

    /** Unlike {@code template1} it cannot have been changed. */
    private static final String EMPTY = "template0";

    private final Cluster cluster;
    private final Map<String, String> templates = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    Databases(Cluster cluster) {
        this.cluster = cluster;
    }

    String create() {
        return cloneOf(EMPTY);
    }

    String create(String templateKey, TemplateSetup setup) {
        return cloneOf(templates.computeIfAbsent(templateKey, key -> createTemplate(key, setup)));
    }

    void drop(String database) {
        if (!cluster.isClosed()) {
            maintain("drop database if exists " + database + " with (force)");
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + cluster.port() + "/" + database;
    }

    DataSource dataSource(String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(user);
        source.setPassword(password);
        // Spares each connection the two questions that a server without encryption answers with no.
        source.setSslMode("disable");
        source.setGssEncMode("disable");
        return source;
    }

    String serverVersion() throws SQLException {
        try (Connection connection = connect(MAINTENANCE_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show server_version")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private String cloneOf(String template) {
        String name = "db_" + last.incrementAndGet();
        // A copy of files is many times faster than the default, which writes each page to the log.
        maintain("create database " + name + " template " + template + " strategy file_copy");
        return name;
    }

    private String createTemplate(String key, TemplateSetup setup) {
        String name = create();
        try (Connection connection = connect(name)) {
            setup.apply(connection);
        } catch (Exception failure) {
            drop(name);
            throw new IllegalStateException("setup of template '" + key + "' failed", failure);
        }
        return name;
    }

    private void maintain(String sql) {
        try (Connection connection = connect(MAINTENANCE_DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("'" + sql + "' failed: " + failure.getMessage(), failure);
        }
    }

    private Connection connect(String database) throws SQLException {
        return dataSource(database, SUPERUSER, cluster.password()).getConnection();
    }
}
