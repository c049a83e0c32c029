package dev.holdfast.migration.record;

import dev.holdfast.core.Require;
import dev.holdfast.migration.sql.SqlFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one run did, from beginning to end. It holds names, places, numbers and texts of the catalog; never a row, a
 * literal of a script, or a secret.
 *
 * <p><em>Security note.</em> Each constructor hides what looks like a secret in free texts, and string literals,
 * function bodies and comments in texts of the catalog, whoever builds the record. What a caller writes into a message in
 * other words stays: build messages from names, and failures with {@link Outcome#failure(SqlFailure, String)}.
 *
 * @param id a UUID of version 7, as text
 * @param kind what kind of run it was
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param place where it ran
 * @param outcome how it ended
 * @param migrations what was done with each migration, in order
 * @param schemaDiff the difference of the catalog before and after, a line an object; empty when none was taken
 * @param decisions what people decided: findings silenced, waivers, allowances
 * @param steps the steps of a run that has some, in order
 */
public record RunRecord(
        String id,
        Kind kind,
        Instant startedAt,
        Instant endedAt,
        Place place,
        Outcome outcome,
        List<MigrationRun> migrations,
        List<String> schemaDiff,
        List<Decision> decisions,
        List<StepRun> steps) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * Copies the lists and hides literals in the difference.
     *
     * @throws IllegalArgumentException when the id is not a UUID in lower case
     */
    public RunRecord {
        Require.matching("id", id, ID, "must be a UUID in lower case");
        migrations = List.copyOf(migrations);
        schemaDiff = Hidden.literals(schemaDiff);
        decisions = List.copyOf(decisions);
        steps = List.copyOf(steps);
    }

    /** As the canonical constructor, for a run of one step. */
    public RunRecord(
            String id,
            Kind kind,
            Instant startedAt,
            Instant endedAt,
            Place place,
            Outcome outcome,
            List<MigrationRun> migrations,
            List<String> schemaDiff,
            List<Decision> decisions) {
        this(id, kind, startedAt, endedAt, place, outcome, migrations, schemaDiff, decisions, List.of());
    }

    /** What kind of run it was. */
    public enum Kind {
        /** Migrations were applied. */
        MIGRATE,
        /** Migrations were looked at without a write. */
        PLAN,
        /** Migrations were tried on a copy, or in a transaction that was rolled back. */
        REHEARSE,
        /** Migrations were taken back. */
        ROLLBACK,
        /** A migration was entered into the history without being run. */
        MARK_AS_RUN
    }

    /**
     * Where a run took place.
     *
     * @param database the database's name
     * @param serverVersion such as {@code 15.19}
     * @param role the database role
     * @param application the name and version of the program, as it calls itself
     */
    public record Place(String database, String serverVersion, String role, String application) {}

    /**
     * How a run ended.
     *
     * @param succeeded whether everything asked for was done
     * @param sqlState the server's SQLSTATE when it was the server that refused
     * @param message what went wrong; empty when it succeeded
     * @param next what to do next, such as the exact command; empty when the message says it, or nothing is to be done
     */
    public record Outcome(boolean succeeded, Optional<String> sqlState, String message, String next) {
        /** Hides secrets. */
        public Outcome {
            message = Hidden.secrets(message);
            next = Hidden.secrets(next);
        }

        /**
         * An outcome whose message says what to do next, if anything.
         *
         * @param succeeded whether everything asked for was done
         * @param sqlState the server's SQLSTATE when it was the server that refused
         * @param message what went wrong and what to do next; empty when it succeeded
         */
        public Outcome(boolean succeeded, Optional<String> sqlState, String message) {
            this(succeeded, sqlState, message, "");
        }

        /**
         * Everything asked for was done.
         *
         * @return the outcome
         */
        public static Outcome success() {
            return new Outcome(true, Optional.empty(), "", "");
        }

        /**
         * The server refused.
         *
         * @param failure what may be said of it
         * @param next what to do next
         * @return the outcome
         */
        public static Outcome failure(SqlFailure failure, String next) {
            return new Outcome(false, Optional.of(failure.sqlState()), failure.text(), next);
        }
    }

    /**
     * What was done with one migration.
     *
     * @param source a module's name or {@code host}; with tenants the tenant after a slash
     * @param version its version; empty for a repeatable one
     * @param description what it does
     * @param script its file
     * @param sha256 of its text, in hexadecimal digits
     * @param result what became of it
     * @param took how long
     * @param attempts how often it was tried, 1 or more
     * @param statements its statements, in order
     * @param undo what is known of its undo
     * @param findings what lint found
     * @param startedAfter how long after the run's beginning it began; none when that was not looked at
     */
    public record MigrationRun(
            String source,
            String version,
            String description,
            String script,
            String sha256,
            Result result,
            Duration took,
            int attempts,
            List<StatementRun> statements,
            Optional<UndoRun> undo,
            List<Finding> findings,
            Optional<Duration> startedAfter) {
        /** Copies the lists and hides secrets. */
        public MigrationRun {
            description = Hidden.secrets(description);
            statements = List.copyOf(statements);
            findings = List.copyOf(findings);
        }

        /** As the canonical constructor, without the time at which it began. */
        public MigrationRun(
                String source,
                String version,
                String description,
                String script,
                String sha256,
                Result result,
                Duration took,
                int attempts,
                List<StatementRun> statements,
                Optional<UndoRun> undo,
                List<Finding> findings) {
            this(
                    source,
                    version,
                    description,
                    script,
                    sha256,
                    result,
                    took,
                    attempts,
                    statements,
                    undo,
                    findings,
                    Optional.empty());
        }

        MigrationRun startedAfter(Duration time) {
            return new MigrationRun(
                    source,
                    version,
                    description,
                    script,
                    sha256,
                    result,
                    took,
                    attempts,
                    statements,
                    undo,
                    findings,
                    Optional.of(time));
        }
    }

    /** What became of a migration. */
    public enum Result {
        /** Applied. */
        APPLIED,
        /** Tried and left no trace. */
        REHEARSED,
        /** Would be applied. */
        PLANNED,
        /** Taken back. */
        UNDONE,
        /** Entered into the history without being run. */
        MARKED,
        /** It failed, and left nothing. */
        FAILED,
        /** It failed between two of its steps; those before are done. */
        INTERRUPTED
    }

    /**
     * One statement of a migration.
     *
     * @param number its number in the script, from 1
     * @param line its line in the script, from 1
     * @param command what it is, such as {@code CREATE INDEX}
     * @param took how long it ran; zero when it did not
     * @param rows rows that it wrote; -1 when that was not looked at
     * @param locks locks seen on tables, each as {@code relation MODE}, such as {@code public.book ACCESS EXCLUSIVE}
     * @param expectedLocks locks predicted from its text, in the same form
     * @param rewritten tables that it wrote anew
     * @param scanned tables that it read as a whole
     * @param mismatch where prediction and observation differ, which is an error of ours; empty when they agree
     * @param failure what the server said when this statement failed, without values; empty when it did not fail
     */
    public record StatementRun(
            int number,
            int line,
            String command,
            Duration took,
            long rows,
            List<String> locks,
            List<String> expectedLocks,
            List<String> rewritten,
            List<String> scanned,
            String mismatch,
            String failure) {
        /** Copies the lists and hides secrets. */
        public StatementRun {
            mismatch = Hidden.secrets(mismatch);
            failure = Hidden.secrets(failure);
            locks = List.copyOf(locks);
            expectedLocks = List.copyOf(expectedLocks);
            rewritten = List.copyOf(rewritten);
            scanned = List.copyOf(scanned);
        }

        /** As the canonical constructor, for a statement that did not fail. */
        public StatementRun(
                int number,
                int line,
                String command,
                Duration took,
                long rows,
                List<String> locks,
                List<String> expectedLocks,
                List<String> rewritten,
                List<String> scanned,
                String mismatch) {
            this(number, line, command, took, rows, locks, expectedLocks, rewritten, scanned, mismatch, "");
        }
    }

    /**
     * What is known of a migration's undo.
     *
     * @param script its file; empty when there is none
     * @param verdict {@code exact}, {@code column order}, {@code differs}, {@code fails}, {@code empty} or
     *     {@code not proven}
     * @param differences what differs, a line each
     */
    public record UndoRun(String script, String verdict, List<String> differences) {
        /** Copies the list and hides literals in it. */
        public UndoRun {
            differences = Hidden.literals(differences);
        }
    }

    /**
     * What lint found.
     *
     * @param rule the rule's name
     * @param severity such as {@code blocking}
     * @param line the line in the script, from 1
     * @param message what is wrong
     * @param advice what to write instead
     * @param silencedBecause the reason given in the script; empty when it stands
     */
    public record Finding(
            String rule, String severity, int line, String message, String advice, String silencedBecause) {
        /** Hides secrets. */
        public Finding {
            message = Hidden.secrets(message);
            advice = Hidden.secrets(advice);
            silencedBecause = Hidden.secrets(silencedBecause);
        }
    }

    /**
     * What a person decided.
     *
     * @param what such as {@code mark-as-run 3 without evidence}
     * @param by who
     * @param because why
     * @param at when
     */
    public record Decision(String what, String by, String because, Instant at) {
        /** Hides secrets. */
        public Decision {
            what = Hidden.secrets(what);
            because = Hidden.secrets(because);
        }
    }
}
