package dev.holdfast.examples.zekka.app.login;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.zekka.app.Database;

/** Zekka's connections: those of requests, and a few apart for what counts attempts and records denials. */
final class Pools implements AutoCloseable {
    private final HikariDataSource requests;
    private final HikariDataSource evidence;

    Pools(Database database) {
        requests = pool(database, "requests", 4);
        evidence = pool(database, "evidence", 2);
    }

    TransactionRunner requests() {
        return TransactionRunner.over(requests);
    }

    TransactionRunner evidence() {
        return TransactionRunner.over(evidence);
    }

    @Override
    public void close() {
        requests.close();
        evidence.close();
    }

    private static HikariDataSource pool(Database database, String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        // Connected to when first needed: nothing logs in before the tables are there.
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
