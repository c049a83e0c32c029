package dev.holdfast.auth;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A database with the module's tables, and a pool over it; what fails in it comes out unchecked. */
public class AuthDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    /** Has the module's tables. */
    public final TestDatabase database = create();
    /** Over the database. */
    public final HikariDataSource pool;

    /** With a pool of eight, at the server's isolation level. */
    public AuthDatabase() {
        this(Isolation.READ_COMMITTED, CONNECTIONS);
    }

    /**
     * With a pool of another kind.
     *
     * @param isolation of every transaction of the pool
     * @param connections the most
     */
    protected AuthDatabase(Isolation isolation, int connections) {
        pool = pool(database, isolation, connections);
    }

    /** The database alone, a copy of one that was made once. */
    public static TestDatabase create() {
        return EmbeddedPostgres.shared().createDatabase("auth", AuthDatabase::createTables);
    }

    /** Makes the module's tables. */
    public static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(AuthSchema.module().ddl(Namespace.defaults()));
        }
    }

    /** A pool over a database, to be closed. */
    public static HikariDataSource pool(TestDatabase database, Isolation isolation, int connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setTransactionIsolation("TRANSACTION_" + isolation);
        return new HikariDataSource(config);
    }

    /** A context on a connection whose transaction the caller holds. */
    public static DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }

    /** Commits. */
    @CanIgnoreReturnValue
    public AuthDatabase execute(String sql) {
        try {
            database.execute(sql);
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number from the database. */
    public long number(String sql) {
        try {
            return database.queryLong(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Texts from the database. */
    public List<String> texts(String sql) {
        try {
            return database.queryStrings(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first of them. */
    public String text(String sql) {
        return texts(sql).get(0);
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
