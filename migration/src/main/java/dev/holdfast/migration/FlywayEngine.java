package dev.holdfast.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.MigrationStatus.Run;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.MigrationStatus.Step;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptResources;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.verify.Verification;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/** Flyway with the settings that are safe on PostgreSQL, and its answers as our values. */
final class FlywayEngine {
    private static final String NEWEST = "latest";

    private final DataSource dataSource;
    private final MigrationPolicy policy;

    FlywayEngine(DataSource dataSource, MigrationPolicy policy) {
        this.dataSource = dataSource;
        this.policy = policy;
    }

    MigrationStatus.History info(MigrationSource source) {
        return call(source, NEWEST, flyway -> {
            List<Step> steps =
                    Arrays.stream(flyway.info().all()).map(FlywayEngine::step).toList();
            return new MigrationStatus.History(source.name(), source.history(), steps);
        });
    }

    List<MigrationResult.Applied> migrate(MigrationSource source, Optional<String> target) {
        return call(
                source,
                target.orElse(NEWEST),
                flyway -> flyway.migrate().migrations.stream()
                        .map(one -> applied(source, one))
                        .toList());
    }

    void baseline(MigrationSource source, String version) {
        call(
                source,
                NEWEST,
                flyway -> Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .baselineVersion(version)
                        .load()
                        .baseline());
    }

    List<Verification.Problem> validate(MigrationSource source) {
        return call(source, NEWEST, flyway -> {
            var result = flyway.validateWithResult();
            if (result.validationSuccessful) {
                return List.of();
            }
            return result.invalidMigrations.isEmpty()
                    ? List.of(new Verification.Problem(
                            source.name(), "scripts", oneLine(result.errorDetails.errorMessage)))
                    : result.invalidMigrations.stream()
                            .map(one -> problem(source, one))
                            .toList();
        });
    }

    @CanIgnoreReturnValue
    private <T> T call(MigrationSource source, String target, Function<Flyway, T> work) {
        EachMigration each = new EachMigration(policy.lockTimeout());
        try {
            return work.apply(configured(source, each).target(target).load());
        } catch (FlywayException e) {
            throw failure(source, each, e);
        }
    }

    private FluentConfiguration configured(MigrationSource source, EachMigration each) {
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(dataSource)
                .defaultSchema(source.history().schema())
                .table(source.history().name())
                .resourceProvider(new ScriptResources(source.scripts()))
                .locations(new String[0])
                // Flyway would take ${x} in a function's body for a placeholder of its own.
                .placeholderReplacement(false)
                // Rows that a script selects do not belong into the log.
                .outputQueryResults(false)
                .cleanDisabled(true)
                .outOfOrder(false)
                .mixed(false)
                .validateOnMigrate(true)
                .validateMigrationNaming(true)
                .ignoreMigrationPatterns("*:pending", "*:future")
                .baselineOnMigrate(MigrationSet.isModule(source))
                .callbacks(each);
        sessionLock(flyway);
        // Modules share their schema: whichever comes second finds it full and must begin below its first version.
        return MigrationSet.isModule(source) ? flyway.baselineVersion("0") : flyway;
    }

    /**
     * The default lock is held in an open transaction, for which CREATE INDEX CONCURRENTLY waits for ever. This way to
     * the setting is the only one that all supported Flyway versions share: by its name it needs Jackson since 13.
     */
    @SuppressWarnings("deprecation") // its successor came with 11.14
    private static void sessionLock(FluentConfiguration flyway) {
        flyway.getPluginRegister()
                .getPlugin(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
    }

    private static MigrationException failure(MigrationSource source, EachMigration each, FlywayException e) {
        Optional<SqlFailure> sql = SqlFailure.in(e);
        String version = each.version();
        String what = sql.map(SqlFailure::toString).orElseGet(() -> oneLine(String.valueOf(e.getMessage())));
        String where = version == null ? source.name() : source.name() + " version " + version;
        String next = sql.isPresent() ? ": look at status, correct the script, and run again" : "";
        return new MigrationException(
                new MigrationException.Failure(
                        source.name(), version, sql.map(SqlFailure::sqlState).orElse(null)),
                "migration of " + where + " failed: " + what + next,
                sql.map(failure -> failure.asException(e)).orElse(null));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static MigrationResult.Applied applied(MigrationSource source, MigrateOutput one) {
        return new MigrationResult.Applied(
                source.name(),
                one.version == null ? "" : one.version,
                one.description,
                Duration.ofMillis(one.executionTime));
    }

    private static Verification.Problem problem(MigrationSource source, ValidateOutput one) {
        String subject = one.version == null || one.version.isEmpty() ? one.description : one.version;
        return new Verification.Problem(source.name(), subject, oneLine(one.errorDetails.errorMessage));
    }

    private static Step step(MigrationInfo info) {
        Optional<Run> run = Optional.ofNullable(info.getInstalledOn())
                .map(at -> new Run(info.getInstalledBy(), at.toInstant(), Duration.ofMillis(info.getExecutionTime())));
        return new Step(
                Optional.ofNullable(info.getVersion()).map(Object::toString),
                info.getDescription(),
                info.getScript(),
                state(info),
                run);
    }

    private static State state(MigrationInfo info) {
        return switch (info.getState()) {
            case SUCCESS, OUT_OF_ORDER, OUTDATED, SUPERSEDED -> State.APPLIED;
            case PENDING -> State.PENDING;
            case FAILED, MISSING_FAILED, FUTURE_FAILED -> State.FAILED;
            case UNDONE, DELETED, AVAILABLE -> State.UNDONE;
            case MISSING_SUCCESS -> State.MISSING;
            case FUTURE_SUCCESS -> State.FUTURE;
            case BASELINE, BELOW_BASELINE, BASELINE_IGNORED -> State.BASELINE;
            // Also what a later Flyway may add.
            default -> State.IGNORED;
        };
    }

    /**
     * Runs before each migration, on its connection and in its transaction: bounds the wait for locks, and remembers which
     * version is at work for the message if it fails.
     */
    private static final class EachMigration extends BaseCallback {
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
}
