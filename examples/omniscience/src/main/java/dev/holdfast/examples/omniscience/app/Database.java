package dev.holdfast.examples.omniscience.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the application's database is.
 *
 * @param jdbcUrl the address
 * @param user the role
 * @param password its password; never printed
 */
public record Database(String jdbcUrl, String user, String password) {
    /** Connections one by one, for the migrator. */
    public DataSource direct() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    HikariDataSource pool(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    @Override
    public String toString() {
        return "Database[" + jdbcUrl + "]";
    }
}
