package dev.holdfast.migration.rehearse.live;

import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoPicture;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoProver;
import dev.holdfast.migration.proof.UndoVerdict.Differs;
import dev.holdfast.migration.proof.UndoVerdict.Fails;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.result.UndoAttempt;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.statement.StatementClassifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries each undo inside the transaction of a live rehearsal, behind savepoints: their rollback gives the locks back that a
 * picture or an undo has taken. What may not run in a live rehearsal is not tried.
 */
final class LiveUndo {
    private static final String IN_A_CLONE = ": rehearse in a clone";

    /** A lock or the time was not granted, or another session was in the way: that says nothing of the script. */
    private static final Set<String> NOT_GRANTED = Set.of("55P03", "57014", "40P01");

    private final Connection connection;
    private final TableSizes sizes;
    private final SnapshotScope scope;
    private final Clock clock;
    private @Nullable UndoPicture picture;
    private String obstacle = "";

    LiveUndo(Connection connection, TableSizes sizes, SnapshotScope scope, Clock clock) {
        this.connection = connection;
        this.sizes = sizes;
        this.scope = scope;
        this.clock = clock;
    }

    /** Takes the picture before a migration, where its undo may be tried. */
    void before(Candidate candidate) throws SQLException {
        picture = null;
        Optional<UndoPair> pair = UndoAttempt.pair(candidate);
        if (pair.isEmpty()) {
            return;
        }
        Optional<String> found = obstacle(pair.get());
        obstacle = (found.isPresent() ? found : sizes.tooBigTogether()).orElse("");
        if (obstacle.isEmpty()) {
            picture = behindSavepoint(() -> prover(candidate).picture(connection));
        }
    }

    /** Tries the undo of a migration that has just run, which stays. */
    Optional<UndoAttempt> after(Candidate candidate) throws SQLException {
        Optional<UndoPair> pair = UndoAttempt.pair(candidate);
        return pair.isEmpty() ? Optional.empty() : Optional.of(after(candidate, pair.get()));
    }

    private UndoAttempt after(Candidate candidate, UndoPair pair) throws SQLException {
        UndoPicture before = picture;
        Optional<String> big = before == null ? Optional.empty() : tooBig(pair);
        if (before == null || big.isPresent()) {
            return UndoAttempt.notProven(pair, big.orElse(obstacle) + IN_A_CLONE);
        }
        UndoProof proof = behindSavepoint(() -> prover(candidate).proveApplied(connection, before, pair));
        if (proof != null && proof.verdict() instanceof Fails fails && NOT_GRANTED.contains(fails.sqlState())) {
            obstacle = "it could not be tried here: " + fails.message();
        } else if (proof != null) {
            return attempt(proof);
        }
        return UndoAttempt.notProven(pair, obstacle + IN_A_CLONE);
    }

    /** Others are at work here, and what they commit meanwhile is seen. */
    private static UndoAttempt attempt(UndoProof proof) {
        if (!(proof.verdict() instanceof Differs)) {
            return UndoAttempt.of(proof);
        }
        List<String> lines = new ArrayList<>(proof.verdict().lines());
        lines.add("or other sessions have written meanwhile: prove it in a clone to be sure");
        return UndoAttempt.of(proof, lines);
    }

    private UndoProver prover(Candidate candidate) {
        return UndoProver.of(scope, candidate.schema(), clock);
    }

    private static Optional<String> obstacle(UndoPair pair) {
        return pair.undoBeyondRollback()
                .or(pair::undoNeedsScratch)
                .or(() -> statements(pair).stream()
                        .filter(LiveRules::meetsTheGuard)
                        .findFirst()
                        .map(one -> "undo " + one.place() + " changes how the transaction ends"));
    }

    private Optional<String> tooBig(UndoPair pair) throws SQLException {
        for (PlannedStatement statement : statements(pair)) {
            Optional<String> big = sizes.tooBigFor(statement);
            if (big.isPresent()) {
                return big.map(what -> "undo " + statement.place() + " would read or write a whole table, and " + what);
            }
        }
        return Optional.empty();
    }

    private static List<PlannedStatement> statements(UndoPair pair) {
        return pair.down().stream()
                .flatMap(down -> SqlScript.parse(down.text()).statements().stream())
                .map(one -> new PlannedStatement(one, StatementClassifier.classify(one)))
                .toList();
    }

    /** None when a picture failed, as when the time was not granted; why is the obstacle then. */
    private <T> @Nullable T behindSavepoint(Trial<T> trial) throws SQLException {
        Savepoint before = connection.setSavepoint();
        T result = null;
        try {
            result = trial.run();
        } catch (SQLException e) {
            obstacle = "it could not be tried here: "
                    + SqlFailure.in(e).map(SqlFailure::text).orElse("");
        }
        connection.rollback(before);
        connection.releaseSavepoint(before);
        return result;
    }

    /** Work behind the savepoint. */
    @FunctionalInterface
    private interface Trial<T> {
        T run() throws SQLException;
    }
}
