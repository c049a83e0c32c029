package dev.holdfast.migration.apply;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches a run of migrations: the port for progress and for a record.
 *
 * <p>Called on the migrator's thread, in the order in which things happen; a statement's calls come inside its
 * transaction, {@link #migrationEnded} after the commit or the rollback. What it throws ends the run: the migration at work
 * is rolled back. Implementations need not be thread-safe.
 */
public interface RunObserver {
    /**
     * Watches nothing.
     *
     * @return an observer that lets statements be sent together
     */
    static RunObserver none() {
        return new RunObserver() {
            @Override
            public boolean watchesStatements() {
                return false;
            }
        };
    }

    /**
     * Whether statements are watched one by one; if not, they may be sent together, which is faster.
     *
     * @return true unless overridden
     */
    default boolean watchesStatements() {
        return true;
    }

    /**
     * What looks at the database around each statement.
     *
     * @return none unless overridden
     */
    default Optional<StatementProbe> probe() {
        return Optional.empty();
    }

    /**
     * A migration begins.
     *
     * @param migration which
     */
    default void migrationStarted(Migration migration) {}

    /**
     * A statement begins.
     *
     * @param statement which
     */
    default void statementStarted(Place statement) {}

    /**
     * A statement came to its end.
     *
     * @param statement which
     * @param took how long it ran
     * @param rows how many rows it wrote or gave; -1 where it counts none
     */
    default void statementEnded(Place statement, Duration took, long rows) {}

    /**
     * A migration lost against a lock or a deadlock and was rolled back; it will be tried again.
     *
     * @param migration which
     * @param retry why, and when again
     */
    default void retrying(Migration migration, Retry retry) {}

    /**
     * A migration came to its end.
     *
     * @param migration which
     * @param end how
     */
    default void migrationEnded(Migration migration, End end) {}

    /**
     * A migration.
     *
     * @param source a module's name, or {@code host}
     * @param version its version; empty for a repeatable one
     * @param description what it does
     * @param script its name in the history
     * @param sha256 of its text, in hexadecimal digits; empty for a class
     * @param statements how many it has; 0 for a class
     */
    record Migration(String source, String version, String description, String script, String sha256, int statements) {}

    /**
     * A statement's place.
     *
     * @param number its number in the script, from 1
     * @param line its line in the script, from 1
     * @param command its first words
     */
    record Place(int number, int line, String command) {}

    /**
     * A failed attempt.
     *
     * @param attempt its number, from 1
     * @param sqlState why it failed
     * @param pause how long until the next
     * @param blockers who was in the way, as far as it was seen
     */
    record Retry(int attempt, String sqlState, Duration pause, List<Blocker> blockers) {
        /** Copies the list. */
        public Retry {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * The end of a migration.
     *
     * @param outcome what became of it
     * @param took how long it ran, all attempts together
     * @param attempts how often it was tried
     * @param failure why it failed, in one sentence without values
     * @param sqlState the server's SQLSTATE, when it was the server that refused
     */
    record End(Outcome outcome, Duration took, int attempts, Optional<String> failure, Optional<String> sqlState) {}

    /** What became of a migration. */
    enum Outcome {
        /** It is applied. */
        APPLIED,
        /** It left nothing. */
        FAILED,
        /** Some of its steps are done; the next run goes on after them. */
        INTERRUPTED
    }
}
