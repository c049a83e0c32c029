package dev.holdfast.migration.rehearse.result;

import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.rehearse.plan.BlockedWork;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.probe.ObservedLock;
import dev.holdfast.migration.rehearse.probe.Prediction;
import dev.holdfast.migration.rehearse.probe.Relation;
import dev.holdfast.migration.rehearse.probe.StatementObservation;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.effect.LockMode;
import java.time.Duration;
import java.util.List;

/**
 * What one statement did in a rehearsal. Holds no text of the script.
 *
 * @param number its number in the script, from 1
 * @param line its line, from 1
 * @param command what it is, such as {@code CREATE INDEX}
 * @param expectedLocks what its text foretold, each as {@code relation MODE}, such as {@code book ACCESS EXCLUSIVE}
 * @param seen what it did
 * @param rows rows that it wrote, with those of triggers and cascades where they could be seen; -1 when not known
 * @param mismatch where prediction and observation differ, which is an error of ours; empty when they agree
 */
public record StatementRehearsal(
        int number,
        int line,
        String command,
        List<String> expectedLocks,
        StatementObservation seen,
        long rows,
        String mismatch) {
    /** Copies the list. */
    public StatementRehearsal {
        expectedLocks = List.copyOf(expectedLocks);
    }

    /**
     * One that has run.
     *
     * @param planned the statement
     * @param seen what it did
     * @param reported how many rows the server said it wrote; counted where only that is known
     * @param server the major version of the server
     * @return the statement with what it did, and with where the prediction was wrong
     */
    public static StatementRehearsal of(
            PlannedStatement planned, StatementObservation seen, long reported, int server) {
        return new StatementRehearsal(
                planned.statement().number(),
                planned.statement().line(),
                planned.command(),
                expected(planned, server),
                seen,
                switch (seen.coverage()) {
                    case COMPLETE -> seen.rowsWritten();
                    case SAMPLED, NONE -> reported;
                },
                planned.known()
                        .map(known -> new Prediction(planned.statement(), known, server).mismatch(seen))
                        .orElse(""));
    }

    /**
     * Whom it keeps waiting, by its locks on what others can see.
     *
     * @return such as {@code public.t SHARE blocks writes, maintenance, schema changes}, strongest first
     */
    public List<String> blocks() {
        return seen.locks().stream()
                .filter(ObservedLock::isFelt)
                .map(lock -> lock + " " + BlockedWork.describe(lock.mode()))
                .toList();
    }

    /**
     * One that has not run.
     *
     * @param planned the statement
     * @return the statement with its prediction alone
     */
    public static StatementRehearsal planned(PlannedStatement planned) {
        return new StatementRehearsal(
                planned.statement().number(),
                planned.statement().line(),
                planned.command(),
                expected(planned, Integer.MAX_VALUE),
                StatementObservation.unseen(Duration.ZERO),
                -1,
                "");
    }

    /**
     * As a run record has it.
     *
     * @return the statement
     */
    public StatementRun run() {
        return new StatementRun(
                number,
                line,
                command,
                seen.took(),
                rows,
                seen.locks().stream()
                        .filter(ObservedLock::isFelt)
                        .map(lock -> lock.relation() + " " + words(lock.mode()))
                        .toList(),
                expectedLocks,
                names(seen.rewrittenTables()),
                names(seen.fullScans()),
                mismatch);
    }

    private static List<String> expected(PlannedStatement planned, int server) {
        return planned.known().map(Known::locks).orElse(List.of()).stream()
                .filter(lock -> lock.isTakenBy(server))
                .map(lock -> lock.relation() + " " + words(lock.mode()))
                .toList();
    }

    private static List<String> names(List<Relation> relations) {
        return relations.stream().map(Relation::toString).toList();
    }

    private static String words(LockMode mode) {
        return mode.name().replace('_', ' ');
    }
}
