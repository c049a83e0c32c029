package dev.holdfast.core.tx;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testkit.postgres.TestDatabase;

/** Connection pools over a test database. */
public final class Pools {
    private Pools() {}

    /**
     * A HikariCP pool of a size.
     *
     * @param database where it connects
     * @param size the most connections
     * @return the pool, to be closed
     */
    public static HikariDataSource of(TestDatabase database, int size) {
        return new HikariDataSource(config(database, size));
    }

    /**
     * The settings of such a pool, to be changed before it is made.
     *
     * @param database where it connects
     * @param size the most connections
     * @return the settings
     */
    public static HikariConfig config(TestDatabase database, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        return config;
    }
}
