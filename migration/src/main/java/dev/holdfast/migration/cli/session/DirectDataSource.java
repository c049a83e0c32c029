package dev.holdfast.migration.cli.session;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections straight from the driver, each a new one: a migrator needs few, and a session of its own for its lock.
 *
 * <p>A failure to connect is told in words of our own: the driver's may quote the address. Thread-safe.
 */
final class DirectDataSource implements DataSource {
    private final JdbcUrl url;
    private final Credentials credentials;
    private final String application;

    DirectDataSource(JdbcUrl url, Credentials credentials, String application) {
        this.url = url;
        this.credentials = credentials;
        this.application = application;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", credentials.role());
        credentials.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", application);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "20");
        properties.setProperty("tcpKeepAlive", "true");
        try {
            return DriverManager.getConnection(url.text(), properties);
        } catch (SQLException e) {
            throw new ConnectFailure(url, credentials.role(), e).asException();
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("connections are those of one role: " + this);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the time to log in is fixed");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return "DirectDataSource[" + credentials.role() + ", " + url.place() + "]";
    }
}
