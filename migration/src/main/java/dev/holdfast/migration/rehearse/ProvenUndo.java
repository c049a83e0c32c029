package dev.holdfast.migration.rehearse;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoPicture;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoProver;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.ReadOnlyTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tries each undo where its migration has just been committed by the executor: in a transaction of its own, compared with
 * the picture before, and taken back, so that the rehearsal goes on with the migration in place.
 */
final class ProvenUndo implements UndoTrial {
    private static final String NOT_PROVEN = "not proven";

    private final DataSource scratch;
    private final SnapshotScope scope;
    private final Clock clock;
    private @Nullable UndoPicture picture;

    ProvenUndo(DataSource scratch, SnapshotScope scope, Clock clock) {
        this.scratch = scratch;
        this.scope = scope;
        this.clock = clock;
    }

    static Optional<UndoPair> pair(Candidate candidate) {
        // A repeatable migration has no state before it that an undo could go back to.
        return candidate.version().isEmpty()
                ? Optional.empty()
                : candidate.up().map(up -> new UndoPair(up, candidate.local().undo()));
    }

    static UndoProver prover(Candidate candidate, SnapshotScope scope, Clock clock) {
        return UndoProver.of(scope, candidate.schema(), clock);
    }

    static UndoRun run(UndoProof proof) {
        return new UndoRun(
                proof.scripts().down(), proof.verdict().word(), proof.verdict().lines());
    }

    static UndoRun notProven(UndoPair pair, String why) {
        return new UndoRun(pair.down().map(file -> file.fileName()).orElse(""), NOT_PROVEN, List.of(why));
    }

    /** Whether a proof has to be made in a database of its own. */
    static boolean isWaiting(UndoRun undo) {
        return undo.verdict().equals(NOT_PROVEN);
    }

    @Override
    public void before(Candidate candidate) {
        boolean canBeTried = pair(candidate)
                .filter(pair -> !pair.isEmpty() && obstacle(pair).isEmpty())
                .isPresent();
        picture = canBeTried
                ? ReadOnlyTransaction.read(scratch, "picture before", prover(candidate, scope, clock)::picture)
                : null;
    }

    @Override
    public Optional<UndoRun> after(Candidate candidate) {
        Optional<UndoPair> pair = pair(candidate);
        if (pair.isEmpty()) {
            return Optional.empty();
        }
        UndoPicture before = picture;
        if (pair.get().isEmpty()) {
            return Optional.of(new UndoRun("", "empty", List.of()));
        }
        return Optional.of(
                before == null
                        ? notProven(pair.get(), obstacle(pair.get()).orElse(""))
                        : run(proof(candidate, before, pair.get())));
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
