package dev.holdfast.migration.proof;

import dev.holdfast.migration.proof.UndoVerdict.Empty;
import dev.holdfast.migration.proof.UndoVerdict.Fails;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.ReadOnlyTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Proves that an undo takes its migration back: picture, up, down, picture, with the rows that are there.
 *
 * <p>What it says, it says of these two texts on this database. A proof over empty tables says nothing about rows.
 *
 * <p><em>Other sessions.</em> What they change meanwhile would look like the pair's doing: at REPEATABLE READ their rows
 * stay out of sight, their new objects and the values they draw from sequences do not. A wrong "differs" is possible then,
 * a wrong "exact" is not.
 *
 * <p><em>What a rollback does not take back</em>: values drawn from sequences by the scripts, and what a script reaches
 * outside of the database.
 *
 * <p><em>Concurrency.</em> Thread-safe.
 */
public final class UndoProver {
    private final SnapshotScope scope;
    private final Clock clock;
    private final ScriptRun run;
    private final boolean reachesOut;

    private UndoProver(SnapshotScope scope, Clock clock, ScriptRun run, boolean reachesOut) {
        this.scope = scope;
        this.clock = clock;
        this.run = run;
        this.reachesOut = reachesOut;
    }

    /**
     * A prover.
     *
     * @param scope what has to be as before; usually {@link SnapshotScope#everything} without tables that others write
     * @param schema in which the scripts look unqualified names up first
     * @param clock says when a proof was made
     * @return the prover
     */
    public static UndoProver of(SnapshotScope scope, String schema, Clock clock) {
        return new UndoProver(scope, clock, new ScriptRun(schema), false);
    }

    /**
     * The same on a server that is there for proofs alone: scripts may do there for real what reaches beyond their
     * database, such as CREATE ROLE on a scratch database. It stays.
     *
     * @return a prover that refuses nothing for what it reaches
     */
    public UndoProver onServerOfItsOwn() {
        return new UndoProver(scope, clock, run, true);
    }

    /**
     * Takes the picture before a migration, to run the migration by other means and then call {@link #proveApplied}.
     *
     * @param connection inside a transaction
     * @return the picture
     * @throws SQLException when something cannot be read
     */
    public UndoPicture picture(Connection connection) throws SQLException {
        return UndoPicture.read(connection, scope);
    }

    /**
     * Runs both scripts inside the caller's transaction and takes them back.
     *
     * <p><em>Transaction.</em> Joins, and leaves it as it was: everything happens behind a savepoint, returned to at the
     * end, which also gives the locks back. Deferred constraints are checked after each script, as a commit would.
     *
     * @param connection inside a transaction
     * @param pair the scripts
     * @return the proof, whatever its verdict
     * @throws IllegalArgumentException when a script cannot be taken back ({@link UndoPair#needsScratch}, {@link
     *     UndoPair#beyondRollback}); nothing has been run then
     * @throws SQLException when a picture cannot be taken
     */
    public UndoProof prove(Connection connection, UndoPair pair) throws SQLException {
        requireWithin(pair.beyondRollback());
        requireTransactional(pair.needsScratch());
        if (pair.isEmpty()) {
            return proof(connection, pair, new Empty(), 0);
        }
        UndoPicture before = picture(connection);
        return behindSavepoint(connection, () -> {
            Optional<Fails> failed = run.joined(connection, RunMode.of(pair.up()));
            return proof(
                    connection,
                    pair,
                    failed.isPresent() ? failed.get() : undoAndCompare(connection, before, pair),
                    before.data().rows());
        });
    }

    /**
     * Runs a migration that is to be proven with {@link #proveApplied} and to stay: deferred constraints are checked as a
     * commit would, and the settings that it leaves behind are taken back.
     *
     * <p><em>Transaction.</em> Joins; after a failure it is broken.
     *
     * @param connection inside a transaction
     * @param migration the script
     * @return how it failed; empty when it ran
     * @throws SQLException when the connection fails
     */
    public Optional<Fails> run(Connection connection, ScriptFile migration) throws SQLException {
        return run.joined(connection, RunMode.of(migration));
    }

    /**
     * Runs the undo of a migration that the caller has just run in this transaction, and takes the undo back.
     *
     * <p><em>Transaction.</em> Joins, and leaves it as it was: the migration stays.
     *
     * @param connection inside the transaction in which the migration ran
     * @param before the picture that {@link #picture} took before the migration
     * @param pair the scripts
     * @return the proof
     * @throws IllegalArgumentException when the undo cannot be taken back
     * @throws SQLException when a picture cannot be taken
     */
    public UndoProof proveApplied(Connection connection, UndoPicture before, UndoPair pair) throws SQLException {
        requireWithin(pair.undoBeyondRollback());
        requireTransactional(pair.undoNeedsScratch());
        long rows = before.data().rows();
        if (pair.isEmpty()) {
            return proof(connection, pair, new Empty(), rows);
        }
        return behindSavepoint(
                connection, () -> proof(connection, pair, undoAndCompare(connection, before, pair), rows));
    }

    /**
     * Runs both scripts on a scratch database, for pairs that hold commits of their own or statements that refuse a
     * transaction.
     *
     * <p><em>Transaction.</em> Owns. What the scripts do stays: the database is to be dropped afterwards.
     *
     * @param scratch a database of nobody's
     * @param pair the scripts
     * @return the proof
     * @throws IllegalArgumentException when a script reaches beyond the database ({@link UndoPair#beyondDatabase}); nothing
     *     has been run then
     * @throws dev.holdfast.core.tx.DatabaseException when a picture cannot be taken or there is no connection
     */
    public UndoProof proveOn(DataSource scratch, UndoPair pair) {
        requireWithin(pair.beyondDatabase());
        if (pair.isEmpty()) {
            return ReadOnlyTransaction.read(
                    scratch, "undo proof", connection -> proof(connection, pair, new Empty(), 0));
        }
        UndoPicture before = ReadOnlyTransaction.read(scratch, "picture before", this::picture);
        Optional<Fails> failed = run.committed(scratch, RunMode.of(pair.up()))
                .or(() -> run.committed(scratch, RunMode.of(pair.down().orElseThrow())));
        return ReadOnlyTransaction.read(
                scratch,
                "picture after",
                connection -> proof(
                        connection,
                        pair,
                        failed.isPresent() ? failed.get() : before.compare(picture(connection)),
                        before.data().rows()));
    }

    private UndoVerdict undoAndCompare(Connection connection, UndoPicture before, UndoPair pair) throws SQLException {
        ScriptFile down = pair.down().orElseThrow();
        Optional<Fails> failed = run.joined(connection, RunMode.of(down));
        return failed.isPresent() ? failed.get() : before.compare(picture(connection));
    }

    private void requireWithin(Optional<String> reach) {
        reach.filter(what -> !reachesOut).ifPresent(what -> {
            throw new IllegalArgumentException(
                    what + ": prove it on a server that is there for proofs alone, and say so with onServerOfItsOwn");
        });
    }

    private static void requireTransactional(Optional<String> obstacle) {
        obstacle.ifPresent(why -> {
            throw new IllegalArgumentException(why + ": prove it on a scratch database");
        });
    }

    private static UndoProof behindSavepoint(Connection connection, Step step) throws SQLException {
        Savepoint before = connection.setSavepoint();
        UndoProof proof = step.run();
        connection.rollback(before);
        connection.releaseSavepoint(before);
        return proof;
    }

    private UndoProof proof(Connection connection, UndoPair pair, UndoVerdict verdict, long rows) throws SQLException {
        // As the driver knows it: after a failed statement the transaction answers no query.
        String version = connection.getMetaData().getDatabaseProductVersion();
        return new UndoProof(UndoProof.Scripts.of(pair), verdict, clock.instant(), version, rows);
    }

    /** Work behind the savepoint. */
    @FunctionalInterface
    private interface Step {
        UndoProof run() throws SQLException;
    }
}
