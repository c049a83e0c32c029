package dev.holdfast.migration.rehearse.result;

import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.rehearse.plan.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * What came of trying a migration's undo.
 *
 * @param run as a record has it
 * @param proof what it showed; empty when it could not be tried
 */
public record UndoAttempt(UndoRun run, Optional<UndoProof> proof) {
    /**
     * The scripts that an attempt is about.
     *
     * @param candidate the migration
     * @return the pair; empty for a class, and for a repeatable migration, which has no state before it to go back to
     */
    public static Optional<UndoPair> pair(Candidate candidate) {
        return candidate.version().isEmpty()
                ? Optional.empty()
                : candidate.up().map(up -> new UndoPair(up, candidate.local().undo()));
    }

    /**
     * One that was made.
     *
     * @param proof what it showed
     * @return the attempt
     */
    public static UndoAttempt of(UndoProof proof) {
        return of(proof, proof.verdict().lines());
    }

    /**
     * One that was made, with more to say of it.
     *
     * @param proof what it showed
     * @param lines what differs, and whatever a reader has to know about it
     * @return the attempt
     */
    public static UndoAttempt of(UndoProof proof, List<String> lines) {
        return new UndoAttempt(
                new UndoRun(proof.scripts().down(), proof.verdict().word(), lines), Optional.of(proof));
    }

    /**
     * One that could not be made.
     *
     * @param pair the scripts
     * @param why the reason
     * @return the attempt
     */
    public static UndoAttempt notProven(UndoPair pair, String why) {
        String down = pair.down().map(file -> file.fileName()).orElse("");
        return new UndoAttempt(new UndoRun(down, "not proven", List.of(why)), Optional.empty());
    }
}
