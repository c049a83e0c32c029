package dev.holdfast.migration;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Runs before each migration, on its connection and in its transaction: bounds the wait for locks, and remembers which
 * version is at work for the message if it fails.
 */
final class EachMigration extends BaseCallback {
    private final Duration lockTimeout;
    private @Nullable String version;

    EachMigration(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    @Nullable
    String version() {
        return version;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.AFTER_EACH_MIGRATE) {
            version = null;
            return;
        }
        MigrationVersion current = context.getMigrationInfo().getVersion();
        version = current == null ? context.getMigrationInfo().getDescription() : current.toString();
        try (Statement set = context.getConnection().createStatement()) {
            // Local to the transaction: a pooled connection goes back as it came.
            set.execute("SET LOCAL lock_timeout = " + lockTimeout.toMillis());
        } catch (SQLException e) {
            throw new FlywayException("could not bound the wait for locks", e);
        }
    }
}
