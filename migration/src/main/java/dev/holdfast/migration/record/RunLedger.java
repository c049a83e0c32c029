package dev.holdfast.migration.record;

import dev.holdfast.core.metric.Ticker;
import java.nio.file.Path;
import java.util.List;

/**
 * Where records are kept, each chained to the one before by its hash. A host may implement it.
 *
 * <p><em>Concurrency.</em> Safe for several threads; {@link #folder} also for several processes.
 *
 * <p><em>Security note.</em> The chain shows a changed, removed or moved record to whoever holds a {@link ChainHead} from
 * after it. Who can write the ledger can write a whole new chain: keep the head of each run elsewhere, such as in the
 * ticket of the deployment.
 */
public interface RunLedger {
    /**
     * Keeps a record after the last one. When this returns, the record outlives a crash of the process or the machine, as
     * far as the form of the ledger promises.
     *
     * @param run the record
     * @return the record in its place
     * @throws RunLedgerException when it could not be kept, or the last record is not what was kept
     */
    Kept append(RunRecord run);

    /**
     * Every record, in order.
     *
     * @return the records; none when nothing was kept
     * @throws RunLedgerException when the chain is broken, since a record then may not be what was kept
     */
    List<Kept> read();

    /**
     * Whether the records are those that were kept, up to an end that the caller remembers.
     *
     * @param pinned the end of the chain at an earlier time; {@link ChainHead#NONE} when none is remembered
     * @return {@link ChainCheck.Intact}, or the first broken place
     * @throws RunLedgerException when the ledger could not be reached
     */
    ChainCheck verify(ChainHead pinned);

    /**
     * Whether the records are those that were kept; records cut off the end are not noticed.
     *
     * @return {@link ChainCheck.Intact}, or the first broken place
     * @throws RunLedgerException when the ledger could not be reached
     */
    default ChainCheck verify() {
        return verify(ChainHead.NONE);
    }

    /**
     * A ledger in a folder, one file a record, such as {@code 00000042-migrate-<id>.json}.
     *
     * <p>A record is written to a temporary name, synchronised, renamed, and the folder synchronised; appending holds a
     * lock on the file {@code .lock}, so that several processes may share a folder on a local disk. A process that waits
     * for the lock gives up after 30 seconds. Files are made with the process's ordinary permissions.
     *
     * @param folder the folder; made with the first record
     * @return the ledger
     */
    static RunLedger folder(Path folder) {
        return new FolderLedger(folder, Ticker.system(), step -> {});
    }

    /**
     * A ledger in memory, which ends with the process.
     *
     * @return an empty ledger
     */
    static RunLedger inMemory() {
        return new MemoryLedger();
    }
}
