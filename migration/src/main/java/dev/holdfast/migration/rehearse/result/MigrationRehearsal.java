package dev.holdfast.migration.rehearse.result;

import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.rehearse.plan.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one migration did in a rehearsal.
 *
 * @param candidate the migration
 * @param took how long it ran, with its history row and without the rehearsal's own looks
 * @param statements what its statements did, in order
 * @param attempt what came of trying its undo; empty when nobody asked for it
 */
public record MigrationRehearsal(
        Candidate candidate, Duration took, List<StatementRehearsal> statements, Optional<UndoAttempt> attempt) {
    /** Copies the list. */
    public MigrationRehearsal {
        statements = List.copyOf(statements);
    }

    /**
     * Where predictions of ours were wrong.
     *
     * @return the statements
     */
    public List<StatementRehearsal> mismatches() {
        return statements.stream().filter(one -> !one.mismatch().isEmpty()).toList();
    }

    /**
     * What is known of its undo, as a record has it.
     *
     * @return empty when it was not tried
     */
    public Optional<UndoRun> undo() {
        return attempt.map(UndoAttempt::run);
    }

    /**
     * The same with another attempt at its undo.
     *
     * @param other what came of it
     * @return the migration
     */
    public MigrationRehearsal withAttempt(UndoAttempt other) {
        return new MigrationRehearsal(candidate, took, statements, Optional.of(other));
    }
}
