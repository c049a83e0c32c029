package dev.holdfast.migration.apply.pending;

import java.sql.Connection;
import java.util.Comparator;
import java.util.Date;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Statement;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.output.OperationResult;
import org.flywaydb.core.extensibility.MigrationType;
import org.jspecify.annotations.Nullable;

/** What Flyway's interfaces for migrations and callbacks in Java are given, on our own connection. */
public final class JavaBridge {
    private final Configuration configuration;
    private final Connection connection;

    /**
     * A bridge to one connection.
     *
     * @param dataSource where it comes from
     * @param connection on which classes work
     */
    public JavaBridge(DataSource dataSource, Connection connection) {
        this.configuration = Flyway.configure().dataSource(dataSource);
        this.connection = connection;
    }

    /**
     * What a migration is given.
     *
     * @return its context
     */
    public org.flywaydb.core.api.migration.Context forMigration() {
        return new org.flywaydb.core.api.migration.Context() {
            @Override
            public Configuration getConfiguration() {
                return configuration;
            }

            @Override
            public Connection getConnection() {
                return connection;
            }
        };
    }

    org.flywaydb.core.api.callback.Context forCallback(@Nullable PendingMigration migration) {
        return new CallbackContext(configuration, connection, migration == null ? null : new Info(migration));
    }

    /** The context of a callback; there is no statement and no result of Flyway's to show. */
    private record CallbackContext(
            Configuration configuration,
            Connection connection,
            @Nullable MigrationInfo info) implements org.flywaydb.core.api.callback.Context {
        @Override
        public Configuration getConfiguration() {
            return configuration;
        }

        @Override
        public Connection getConnection() {
            return connection;
        }

        @Override
        public @Nullable MigrationInfo getMigrationInfo() {
            return info;
        }

        @Override
        public @Nullable Statement getStatement() {
            return null;
        }

        @Override
        public @Nullable OperationResult getOperationResult() {
            return null;
        }
    }

    /** A migration at work, as a callback sees it. */
    private static final class Info implements MigrationInfo {
        private final PendingMigration migration;

        Info(PendingMigration migration) {
            this.migration = migration;
        }

        @Override
        public MigrationType getType() {
            return org.flywaydb.core.api.CoreMigrationType.fromString(
                    migration.local().type());
        }

        @Override
        public @Nullable Integer getChecksum() {
            return migration.identity().checksum().orElse(null);
        }

        @Override
        public @Nullable MigrationVersion getVersion() {
            return migration.local().version().orElse(null);
        }

        @Override
        public String getDescription() {
            return migration.local().description();
        }

        @Override
        public String getScript() {
            return migration.local().script();
        }

        @Override
        public MigrationState getState() {
            return MigrationState.PENDING;
        }

        @Override
        public @Nullable Date getInstalledOn() {
            return null;
        }

        @Override
        public @Nullable String getInstalledBy() {
            return null;
        }

        @Override
        public @Nullable Integer getInstalledRank() {
            return null;
        }

        @Override
        public @Nullable Integer getExecutionTime() {
            return null;
        }

        @Override
        public String getPhysicalLocation() {
            return migration.local().place();
        }

        @Override
        public int compareVersion(MigrationInfo other) {
            return Comparator.nullsLast(Comparator.<MigrationVersion>naturalOrder())
                    .compare(getVersion(), other.getVersion());
        }

        @Override
        public int compareTo(MigrationInfo other) {
            int byVersion = compareVersion(other);
            return byVersion != 0 ? byVersion : getDescription().compareTo(other.getDescription());
        }
    }
}
