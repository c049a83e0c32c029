package dev.holdfast.testkit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One database of an {@link EmbeddedPostgres}, empty or cloned from a template; dropped by {@link #close()}.
 *
 * <p>Thread-safe. Every convenience opens a connection of its own, so it sees only what is committed.
 */
public final class TestDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final String name;

    TestDatabase(EmbeddedPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    /** {@return the server this database lives on} */
    public EmbeddedPostgres server() {
        return server;
    }

    /** {@return the database's name, unique on its server} */
    public String name() {
        return name;
    }

    /** {@return the JDBC address, without user and password} */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** {@return the superuser's name} */
    public String user() {
        return server.superuser();
    }

    /** {@return the superuser's password, made up when the server was initialised} */
    public String password() {
        return server.password();
    }

    /** {@return an unpooled data source of the superuser: each {@code getConnection} connects anew} */
    public DataSource dataSource() {
        return dataSource(user(), password());
    }

    /**
     * An unpooled data source of another role, for tests of what that role may do.
     *
     * @param role a role that may log in
     * @param rolePassword its password
     * @return the data source
     */
    public DataSource dataSource(String role, String rolePassword) {
        return server.dataSource(name, role, rolePassword);
    }

    /**
     * A new connection of the superuser in autocommit mode; the caller closes it.
     *
     * @return the connection
     * @throws SQLException when the server does not accept it
     */
    public Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /**
     * Runs one or several statements, separated by semicolons and committed together.
     *
     * @param sql the statements
     * @throws SQLException when one of them fails; none has then happened
     */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * The first column of the first row as a number.
     *
     * @param sql a query of at least one row
     * @return the number; 0 for SQL null
     * @throws SQLException when the query fails or finds no row
     */
    public long queryLong(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("query found no row: " + sql);
            }
            return rows.getLong(1);
        }
    }

    /**
     * The first column of every row as text.
     *
     * @param sql a query
     * @return the texts in the query's order; SQL null is the text {@code null}
     * @throws SQLException when the query fails
     */
    public List<String> queryStrings(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return List.copyOf(texts);
        }
    }

    /** Drops the database, ending the connections it still has; nothing when the server has been closed. */
    @Override
    public void close() {
        server.drop(name);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
