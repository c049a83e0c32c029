package dev.holdfast.migration.record;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.record.RunRecord.Finding;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builds a migration's part of a record; what follows a statement changes the last one. */
public final class SampleMigration {
    private final String version;
    private final String description;
    private final Result result;
    private final List<StatementRun> statements = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Optional<UndoRun> undo = Optional.empty();
    private Optional<Duration> startedAfter = Optional.empty();
    private int attempts = 1;

    SampleMigration(String version, String description, Result result) {
        this.version = version;
        this.description = description;
        this.result = result;
    }

    /** Begins at that many milliseconds after the run. */
    @CanIgnoreReturnValue
    public SampleMigration at(long millis) {
        startedAfter = Optional.of(Duration.ofMillis(millis));
        return this;
    }

    /** Was tried that often. */
    @CanIgnoreReturnValue
    public SampleMigration attempts(int count) {
        attempts = count;
        return this;
    }

    /** Adds a statement without rows and locks. */
    @CanIgnoreReturnValue
    public SampleMigration statement(int number, int line, String command, long millis) {
        statements.add(new StatementRun(
                number, line, command, Duration.ofMillis(millis), 0, List.of(), List.of(), List.of(), List.of(), ""));
        return this;
    }

    /** It wrote rows. */
    @CanIgnoreReturnValue
    public SampleMigration rows(long rows) {
        return change(s -> with(s, rows, s.locks(), s.expectedLocks(), s.failure()));
    }

    /** It took locks, as predicted. */
    @CanIgnoreReturnValue
    public SampleMigration locks(String... locks) {
        return change(s -> with(s, s.rows(), List.of(locks), List.of(locks), s.failure()));
    }

    /** It did not run; locks were predicted. */
    @CanIgnoreReturnValue
    public SampleMigration notRun(String... expected) {
        return change(s -> with(s, -1, List.of(), List.of(expected), s.failure()));
    }

    /** The server refused it. */
    @CanIgnoreReturnValue
    public SampleMigration failure(String text) {
        return change(s -> with(s, s.rows(), s.locks(), s.expectedLocks(), text));
    }

    /** It wrote tables anew. */
    @CanIgnoreReturnValue
    public SampleMigration rewritten(String... tables) {
        return change(s -> new StatementRun(
                s.number(),
                s.line(),
                s.command(),
                s.took(),
                s.rows(),
                s.locks(),
                s.expectedLocks(),
                List.of(tables),
                s.scanned(),
                s.mismatch(),
                s.failure()));
    }

    /** It read tables as a whole. */
    @CanIgnoreReturnValue
    public SampleMigration scanned(String... tables) {
        return change(s -> new StatementRun(
                s.number(),
                s.line(),
                s.command(),
                s.took(),
                s.rows(),
                s.locks(),
                s.expectedLocks(),
                s.rewritten(),
                List.of(tables),
                s.mismatch(),
                s.failure()));
    }

    /** It did what was not predicted. */
    @CanIgnoreReturnValue
    public SampleMigration mismatch(String text) {
        return change(s -> new StatementRun(
                s.number(),
                s.line(),
                s.command(),
                s.took(),
                s.rows(),
                s.locks(),
                List.of("public.loan ACCESS EXCLUSIVE"),
                s.rewritten(),
                s.scanned(),
                text,
                s.failure()));
    }

    /** Its undo was proven, with this verdict. */
    @CanIgnoreReturnValue
    public SampleMigration undo(String verdict, String... differences) {
        String script = verdict.equals("empty") ? "" : "U" + version + "__" + description.replace(' ', '_') + ".sql";
        undo = Optional.of(new UndoRun(script, verdict, List.of(differences)));
        return this;
    }

    /** Lint found something: rule, severity, line, then message, advice and the reason it is silenced for. */
    @CanIgnoreReturnValue
    public SampleMigration finding(String rule, String severity, int line, String... texts) {
        findings.add(new Finding(rule, severity, line, texts[0], texts[1], texts[2]));
        return this;
    }

    /** The migration's part. */
    public MigrationRun build() {
        Duration took = statements.stream().map(StatementRun::took).reduce(Duration.ofMillis(9), Duration::plus);
        return new MigrationRun(
                "host",
                version,
                description,
                "V" + version + "__" + description.replace(' ', '_') + ".sql",
                "7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730",
                result,
                took.multipliedBy(attempts),
                attempts,
                statements,
                undo,
                findings,
                startedAfter);
    }

    @CanIgnoreReturnValue
    private SampleMigration change(UnaryOperator<StatementRun> change) {
        int last = statements.size() - 1;
        statements.set(last, change.apply(statements.get(last)));
        return this;
    }

    private static StatementRun with(
            StatementRun s, long rows, List<String> locks, List<String> expected, String failure) {
        return new StatementRun(
                s.number(),
                s.line(),
                s.command(),
                s.took(),
                rows,
                locks,
                expected,
                s.rewritten(),
                s.scanned(),
                s.mismatch(),
                failure);
    }
}
