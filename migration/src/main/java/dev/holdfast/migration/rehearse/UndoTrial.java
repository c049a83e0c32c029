package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.result.UndoAttempt;
import java.util.Optional;

/** Tries the undo of each migration in the scratch database, while nobody else is at work there. */
interface UndoTrial {
    /** Before a migration runs. */
    void before(Candidate candidate);

    /** After it is committed; the migration stays applied. */
    Optional<UndoAttempt> after(Candidate candidate);

    /** Tries nothing. */
    static UndoTrial none() {
        return new UndoTrial() {
            @Override
            public void before(Candidate candidate) {}

            @Override
            public Optional<UndoAttempt> after(Candidate candidate) {
                return Optional.empty();
            }
        };
    }
}
