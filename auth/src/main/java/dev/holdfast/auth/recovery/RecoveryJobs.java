package dev.holdfast.auth.recovery;

import dev.holdfast.auth.internal.Batches;
import dev.holdfast.core.secret.Key;
import dev.holdfast.core.secret.KeyStatus;
import java.time.Instant;
import java.util.List;

/**
 * The batch jobs of recovery codes, which the host's scheduler calls.
 *
 * <p><em>Transaction.</em> Owns: each batch of at most {@value #BATCH} rows is a transaction of the setup's runner, and
 * rows that somebody else has locked are passed over. Several nodes may run a job at once. Thread-safe.
 */
public final class RecoveryJobs {
    /** The most rows of a batch. */
    public static final int BATCH = 100;

    private final RecoverySetup setup;
    private final RecoveryStore store;

    private RecoveryJobs(RecoverySetup setup) {
        this.setup = setup;
        this.store = new RecoveryStore(setup.namespace());
    }

    /**
     * The jobs.
     *
     * @param setup what they work with
     * @return the jobs
     */
    public static RecoveryJobs of(RecoverySetup setup) {
        return new RecoveryJobs(setup);
    }

    /**
     * How many users hold an unused code under a key that retires. A code cannot be hashed anew without its text: ask
     * these users to generate new ones before the key is retired; until then their codes are as good as any.
     *
     * @return 0 when the retiring keys can go
     */
    public int usersUnderRetiringKeys() {
        List<String> retiring = setup.keys().get().keys().stream()
                .filter(key -> key.status() == KeyStatus.RETIRING)
                .map(Key::id)
                .toList();
        return setup.runner().call(own -> store.usersUnder(own, retiring));
    }

    /**
     * Deletes counters that no longer bind: those of challenges, and those of users who never had codes, once nothing
     * was counted for as long as the budget's window.
     *
     * @return how many rows were deleted
     */
    public int deleteStale() {
        Instant until = setup.now().minus(setup.policy().budget().window());
        return new Batches(setup.runner(), BATCH)
                .all(own -> RecoveryTable.attempts(setup.namespace()).deleteStale(own, until, BATCH));
    }
}
