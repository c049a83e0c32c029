package dev.holdfast.migration.undo;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.history.HistoryView;
import dev.holdfast.migration.history.HistoryView.Item;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoPicture;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoProver;
import dev.holdfast.migration.proof.UndoVerdict.Fails;
import dev.holdfast.migration.script.LocalMigration;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.SnapshotScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationState;

/** Tries pending migrations with their undo, each on top of those before it, in one transaction that is rolled back. */
public final class UndoProving {
    private final DataSource dataSource;
    private final Duration lockTimeout;
    private final MigrationSource source;
    private final UndoProver prover;

    /**
     * What is to be tried.
     *
     * @param dataSource where; a copy, or a database at rest
     * @param lockTimeout how long a statement may wait for a lock
     * @param source whose pending migrations
     * @param clock says when a proof was made
     */
    public UndoProving(DataSource dataSource, Duration lockTimeout, MigrationSource source, Clock clock) {
        this.dataSource = dataSource;
        this.lockTimeout = lockTimeout;
        this.source = source;
        this.prover = UndoProver.of(
                SnapshotScope.everything().ignoring(source.history().toString()),
                source.history().schema(),
                clock);
    }

    /**
     * Tries them.
     *
     * @return the proofs, and where it stopped
     * @throws DatabaseException when a picture cannot be taken
     */
    public ProvingResult prove() {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (Statement begin = connection.createStatement()) {
                begin.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                begin.execute("SET LOCAL lock_timeout = " + lockTimeout.toMillis());
                return prove(connection, pending(connection));
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw DatabaseException.of("undo proof failed", e);
        }
    }

    /** Versioned ones only: a repeatable one has no undo. */
    private List<LocalMigration> pending(Connection connection) throws SQLException {
        HistoryTable history = new HistoryTable(source.history());
        List<HistoryRow> rows = history.exists(connection) ? history.read(connection) : List.of();
        List<String> scripts =
                HistoryView.of(rows, source.migrations(), Optional.empty()).in(MigrationState.PENDING).stream()
                        .map(Item::script)
                        .toList();
        return source.migrations().stream()
                .filter(migration -> migration.version().isPresent() && scripts.contains(migration.script()))
                .toList();
    }

    private ProvingResult prove(Connection connection, List<LocalMigration> pending) throws SQLException {
        List<UndoProof> proofs = new ArrayList<>();
        for (LocalMigration migration : pending) {
            Optional<ScriptFile> up = migration.work().file();
            if (up.isEmpty()) {
                return stopped(proofs, "migration " + migration.place() + " is a class, whose undo cannot be proven");
            }
            UndoPair pair = new UndoPair(up.get(), migration.undo());
            Optional<String> reach = pair.beyondRollback();
            if (reach.isPresent()) {
                return stopped(proofs, reach.get() + ": prove it on a server that is there for proofs alone");
            }
            Optional<String> scratch = pair.needsScratch();
            if (scratch.isPresent()) {
                return stopped(proofs, scratch.get() + ": prove it on a scratch database");
            }
            UndoPicture before = prover.picture(connection);
            Optional<Fails> failed = prover.run(connection, up.get());
            if (failed.isPresent()) {
                return stopped(proofs, "migration " + failed.get().message());
            }
            proofs.add(prover.proveApplied(connection, before, pair));
        }
        return new ProvingResult(proofs, Optional.empty());
    }

    private static ProvingResult stopped(List<UndoProof> proofs, String why) {
        return new ProvingResult(proofs, Optional.of(why));
    }
}
