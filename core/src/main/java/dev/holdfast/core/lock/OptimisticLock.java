package dev.holdfast.core.lock;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.tx.DatabaseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Changes rows of one table only in the version that was read: the change and the check are one statement, so of two
 * changes made on the same version exactly one is written.
 *
 * <p><em>Transaction.</em> Every method joins the caller's and leaves its end to the caller. A success costs one
 * statement; only a refusal looks a second time, for its reason.
 *
 * <p><em>Concurrency.</em> Immutable and thread-safe; make one for each table and share it. At READ COMMITTED a second
 * change waits for the first to end and is then {@link UpdateResult.Stale}; at REPEATABLE READ and above the database
 * ends it with 40001, which is {@link UpdateResult.Conflict}.
 *
 * <p><em>Security note.</em> A version is no permission: it keeps honest users from overwriting each other. Whoever may
 * update the table by other statements is held only by the trigger that {@code dev.holdfast.core.lock.schema} writes.
 */
public final class OptimisticLock {
    /** The most rows of one bulk update. */
    public static final int MAX_BULK = 10_000;

    private final VersionedTable table;
    private final @Nullable ParentLink link;
    private final ConflictRecorder recorder;
    private final RowStatements row;
    private final BulkStatements bulk;

    private OptimisticLock(VersionedTable table, @Nullable ParentLink link, ConflictRecorder recorder) {
        this.table = table;
        this.link = link;
        this.recorder = recorder;
        this.row = new RowStatements(table, link, recorder);
        this.bulk = new BulkStatements(table, link, recorder);
    }

    /**
     * A lock on a table that counts nothing and records nothing.
     *
     * @param table the table
     * @return the lock
     */
    public static OptimisticLock on(VersionedTable table) {
        return new OptimisticLock(table, null, new ConflictRecorder(table, Metrics.discarding(), null, null));
    }

    /**
     * The same lock that counts each loser as {@code holdfast.lock.conflict} with the labels {@code table} and {@code
     * reason} ({@code version_mismatch}, {@code row_missing} or {@code serialization}).
     *
     * @param metrics where to count
     * @return the lock
     */
    public OptimisticLock withMetrics(Metrics metrics) {
        return new OptimisticLock(
                table, link, new ConflictRecorder(table, metrics, recorder.trail(), recorder.action()));
    }

    /**
     * The same lock that records each loser as a failure of an action, with reason {@code version_mismatch} or {@code
     * row_missing} and the facts {@code expected} and {@code found}; a bulk update's losers share one event.
     *
     * @param trail its denials take the event, so that it outlives the caller's rollback
     * @param action what was tried, such as {@code lending.update}
     * @return the lock
     */
    public OptimisticLock withAudit(AuditTrail trail, Action action) {
        return new OptimisticLock(table, link, new ConflictRecorder(table, recorder.metrics(), trail, action));
    }

    /**
     * The same lock whose every update and delete also advances the version of the row's parent, in the same statement:
     * whoever edits the whole sees that a part has changed. For inserts see {@link #advance}.
     *
     * @param parent how rows of this table name their parent
     * @return the lock
     */
    public OptimisticLock touching(ParentLink parent) {
        return new OptimisticLock(table, parent, recorder);
    }

    /**
     * The table.
     *
     * @return the mapping this lock was made on
     */
    public VersionedTable table() {
        return table;
    }

    /**
     * Reads a row and its version, without locking it.
     *
     * @param tx the caller's transaction
     * @param key which row
     * @return the row, or empty when there is none
     */
    public Optional<VersionedRow> read(DSLContext tx, RowKey key) {
        return row.read(tx, key);
    }

    /**
     * Changes a row if it is still in a version.
     *
     * <p><em>Refusals.</em> {@link UpdateResult.Stale}, {@link UpdateResult.Missing}, {@link UpdateResult.Conflict}.
     *
     * @param tx the caller's transaction
     * @param key which row
     * @param version the version the change was made on
     * @param changes the new values; with none, only the version advances
     * @return what became of it
     * @throws IllegalArgumentException when the key does not fit the table, or the changes name what they must not
     */
    public UpdateResult update(DSLContext tx, RowKey key, long version, Changes changes) {
        return row.update(tx, key, version, changes)
                .orRefusal(done -> new UpdateResult.Updated(version + 1, done.parentVersion()), refusal -> refusal);
    }

    /**
     * Changes a row if it is still in a version, or throws.
     *
     * @param tx the caller's transaction
     * @param key which row
     * @param version the version the change was made on
     * @param changes the new values; with none, only the version advances
     * @return the new version
     * @throws StaleVersionException when the row was changed or is not there
     * @throws DatabaseException with 40001 or 40P01 when the transaction must be begun anew
     */
    @CanIgnoreReturnValue
    public UpdateResult.Updated updateOrThrow(DSLContext tx, RowKey key, long version, Changes changes) {
        Verdict.Done done = row.update(tx, key, version, changes).orThrow();
        return new UpdateResult.Updated(version + 1, done.parentVersion());
    }

    /**
     * Changes a row if it is still as it was read, or throws; as {@link #updateOrThrow(DSLContext, RowKey, long,
     * Changes)}.
     *
     * @param tx the caller's transaction
     * @param seen the row as it was read
     * @param changes the new values
     * @return the new version
     */
    @CanIgnoreReturnValue
    public UpdateResult.Updated updateOrThrow(DSLContext tx, VersionedRow seen, Changes changes) {
        seen.requireOf(table);
        return updateOrThrow(tx, seen.key(), seen.version(), changes);
    }

    /**
     * Deletes a row if it is still in a version.
     *
     * <p><em>Refusals.</em> {@link UpdateResult.Stale}, {@link UpdateResult.Missing}, {@link UpdateResult.Conflict}.
     *
     * @param tx the caller's transaction
     * @param key which row
     * @param version the version that was seen when the deletion was decided
     * @return what became of it
     */
    public DeleteResult delete(DSLContext tx, RowKey key, long version) {
        return row.delete(tx, key, version)
                .orRefusal(done -> new DeleteResult.Deleted(done.parentVersion()), refusal -> refusal);
    }

    /**
     * Deletes a row if it is still in a version, or throws.
     *
     * @param tx the caller's transaction
     * @param key which row
     * @param version the version that was seen when the deletion was decided
     * @return the deletion
     * @throws StaleVersionException when the row was changed or is not there
     * @throws DatabaseException with 40001 or 40P01 when the transaction must be begun anew
     */
    @CanIgnoreReturnValue
    public DeleteResult.Deleted deleteOrThrow(DSLContext tx, RowKey key, long version) {
        return new DeleteResult.Deleted(row.delete(tx, key, version).orThrow().parentVersion());
    }

    /**
     * Deletes a row if it is still as it was read, or throws; as {@link #deleteOrThrow(DSLContext, RowKey, long)}.
     *
     * @param tx the caller's transaction
     * @param seen the row as it was read
     * @return the deletion
     */
    @CanIgnoreReturnValue
    public DeleteResult.Deleted deleteOrThrow(DSLContext tx, VersionedRow seen) {
        seen.requireOf(table);
        return deleteOrThrow(tx, seen.key(), seen.version());
    }

    /**
     * Changes many rows, each if it is still in its version: one statement for each set of columns that rows have in
     * common.
     *
     * <p>Bulk updates of one set of columns lock their rows in the order of the keys, so that they do not end each other
     * in a deadlock.
     *
     * @param tx the caller's transaction
     * @param rows which rows, at most {@value #MAX_BULK}, each once
     * @return the rows changed and the losers, or {@link UpdateResult.Conflict}; roll back when losers undo all
     * @throws IllegalArgumentException when a row is named twice, or one does not fit the table
     */
    public BulkResult updateAll(DSLContext tx, List<RowUpdate> rows) {
        return bulk.update(tx, rows);
    }

    /**
     * Advances a row's version whatever it is: for a whole to which a part was added, by the caller's own insert.
     *
     * @param tx the caller's transaction; it then holds the row's lock
     * @param key which row
     * @return the new version, or empty when there is no such row
     * @throws DatabaseException with 40001 or 40P01 when the transaction must be begun anew
     */
    public OptionalLong advance(DSLContext tx, RowKey key) {
        return row.advance(tx, key);
    }
}
