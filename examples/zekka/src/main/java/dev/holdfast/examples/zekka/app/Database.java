package dev.holdfast.examples.zekka.app;

import dev.holdfast.migration.rehearse.scratch.ServerAccess;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where Zekka's database is.
 *
 * @param jdbcUrl the address
 * @param user the role
 * @param password its password; never printed
 */
public record Database(String jdbcUrl, String user, String password) implements ServerAccess {
    /** Connections one by one: a migrator needs no pool, and a database with idle sessions cannot be copied. */
    public DataSource dataSource() {
        return source();
    }

    /** Another database on the same server. */
    @Override
    public DataSource to(String database) {
        PGSimpleDataSource other = source();
        other.setDatabaseName(database);
        return other;
    }

    /** The database's name. */
    public String name() {
        return String.valueOf(source().getDatabaseName());
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        dataSource.setApplicationName("zekka");
        return dataSource;
    }

    @Override
    public String toString() {
        return "Database[" + jdbcUrl + "]";
    }
}
