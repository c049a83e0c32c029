package dev.holdfast.migration.rehearse;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoPicture;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoProver;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.result.UndoAttempt;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.ReadOnlyTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tries each undo where its migration has just been committed by the executor: in a transaction of its own, compared with
 * the picture before, and taken back, so that the rehearsal goes on with the migration in place.
 */
final class ProvenUndo implements UndoTrial {
    private final DataSource scratch;
    private final SnapshotScope scope;
    private final Clock clock;
    private @Nullable UndoPicture picture;

    ProvenUndo(DataSource scratch, SnapshotScope scope, Clock clock) {
        this.scratch = scratch;
        this.scope = scope;
        this.clock = clock;
    }

    static UndoProver prover(Candidate candidate, SnapshotScope scope, Clock clock) {
        return UndoProver.of(scope, candidate.schema(), clock);
    }

    @Override
    public void before(Candidate candidate) {
        boolean canBeTried = UndoAttempt.pair(candidate)
                .filter(pair -> !pair.isEmpty() && obstacle(pair).isEmpty())
                .isPresent();
        picture = canBeTried
                ? ReadOnlyTransaction.read(scratch, "picture before", prover(candidate, scope, clock)::picture)
                : null;
    }

    @Override
    public Optional<UndoAttempt> after(Candidate candidate) {
        return UndoAttempt.pair(candidate).map(pair -> after(candidate, pair));
    }

    private UndoAttempt after(Candidate candidate, UndoPair pair) {
        UndoPicture before = picture;
        if (before != null) {
            return UndoAttempt.of(proof(candidate, before, pair));
        }
        return pair.isEmpty()
                ? UndoAttempt.of(
                        prover(candidate, scope, clock).onServerOfItsOwn().proveOn(scratch, pair))
                : UndoAttempt.notProven(pair, obstacle(pair).orElse(""));
    }

    /** Why it cannot be tried in a transaction and taken back. */
    private static Optional<String> obstacle(UndoPair pair) {
        return pair.undoBeyondRollback().or(pair::undoNeedsScratch);
    }

    private UndoProof proof(Candidate candidate, UndoPicture before, UndoPair pair) {
        try (Connection connection = scratch.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return prover(candidate, scope, clock).proveApplied(connection, before, pair);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw DatabaseException.of("undo of " + candidate.title() + " could not be tried", e);
        }
    }
}
