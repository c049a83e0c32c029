package dev.holdfast.audit.anchor.database;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.AnchorResult;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.Growth;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * An anchor in a small table of a second database, which other people administer.
 *
 * <p>Whoever runs that database runs {@link #ddl} there, and grants the login that the data source uses SELECT and INSERT
 * on the table, nothing else. The records of a log are numbered without a gap, and one number is taken once: that decides
 * between nodes that publish at the same moment.
 *
 * <p><em>Transaction.</em> Owns: one on the second database for each question and each record. Thread-safe.
 */
public final class DatabaseAnchor implements CheckpointAnchor {
    private static final int ATTEMPTS = 10;

    private final String name;
    private final TransactionRunner runner;
    private final AnchoredTable table;

    private DatabaseAnchor(String name, TransactionRunner runner, AnchoredTable table) {
        this.name = name;
        this.runner = runner;
        this.table = table;
    }

    /**
     * An anchor in a database.
     *
     * @param name what it is called in reports
     * @param dataSource connects to the second database, with timeouts of its own for connecting and reading
     * @param namespace where its table is
     * @param key the log's public key
     * @return the anchor
     */
    public static DatabaseAnchor of(String name, DataSource dataSource, Namespace namespace, NoteKey key) {
        return new DatabaseAnchor(name, TransactionRunner.over(dataSource), new AnchoredTable(name, namespace, key));
    }

    /**
     * The table, to be made in the second database by whoever runs it.
     *
     * @param namespace where the table goes
     * @return SQL that begins by creating the schema if it does not exist
     */
    public static String ddl(Namespace namespace) {
        return AnchoredTable.ddl(namespace);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<SignedCheckpoint> newest(long maxSize) {
        return asking(() ->
                runner.call(tx -> HostTransaction.onConnection(tx, connection -> table.newest(connection, maxSize))));
    }

    @Override
    public AnchorResult publish(Growth growth) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<AnchorResult> result = asking(() -> tried(growth));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new AnchorException(name, "is written to by too many nodes at once: publish again later", null);
    }

    /** Empty when another node took the number. */
    private Optional<AnchorResult> tried(Growth growth) {
        try {
            return runner.call(tx -> HostTransaction.onConnection(tx, connection -> append(connection, growth)));
        } catch (DatabaseException e) {
            // At REPEATABLE READ and above the other node's number fails the statement.
            if (SqlState.isConflict(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<AnchorResult> append(Connection connection, Growth growth) throws SQLException {
        // Before what is judged: whatever comes in between then takes the number.
        long last = table.last(connection);
        Optional<AnchorResult.Contradicted> refusal = growth.refusal(maxSize -> newest(connection, maxSize));
        if (refusal.isPresent()) {
            return Optional.of(refusal.get());
        }
        Optional<SignedCheckpoint> held = table.newest(connection, Long.MAX_VALUE);
        if (held.filter(same -> same.checkpoint().equals(growth.checkpoint().checkpoint()))
                .isPresent()) {
            return Optional.of(new AnchorResult.Held(held.get()));
        }
        return table.append(
                        connection,
                        last,
                        held.map(same -> same.checkpoint().epoch()).orElse(0),
                        growth)
                ? Optional.of(new AnchorResult.Held(growth.checkpoint()))
                : Optional.empty();
    }

    private Optional<SignedCheckpoint> newest(Connection connection, long maxSize) {
        try {
            return table.newest(connection, maxSize);
        } catch (SQLException e) {
            throw DatabaseException.of("anchor not read", e);
        }
    }

    private <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DatabaseException e) {
            throw new AnchorException(name, "could not be asked: " + e.getMessage(), e);
        }
    }
}
