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
 * @param undo what is known of its undo; empty when it was not tried
 */
public record MigrationRehearsal(
        Candidate candidate, Duration took, List<StatementRehearsal> statements, Optional<UndoRun> undo) {
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
     * The same with what is known of its undo.
     *
     * @param known what is known
     * @return the migration
     */
    public MigrationRehearsal withUndo(UndoRun known) {
        return new MigrationRehearsal(candidate, took, statements, Optional.of(known));
    }
}
