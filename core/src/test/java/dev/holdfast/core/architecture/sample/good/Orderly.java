package dev.holdfast.core.architecture.sample.good;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Comes close to each rule without breaking it. */
public record Orderly(Clock clock, SecureRandom random, Connection connection, Executor executor, int fifth) {
    private static final int CONSTANT = 1;

    Instant now() {
        return Instant.now(clock);
    }

    LocalDateTime local() {
        return LocalDateTime.now(clock);
    }

    int number() {
        return random.nextInt() + CONSTANT;
    }

    PreparedStatement statement() throws SQLException {
        return connection.getAutoCommit() ? connection.prepareStatement("") : connection.prepareCall("");
    }

    CompletableFuture<Void> elsewhere() {
        return CompletableFuture.runAsync(() -> {}, executor);
    }
}
