package dev.holdfast.auth.device;

import dev.holdfast.auth.internal.Batches;
import java.time.Instant;

/**
 * The batch job of trusted devices, which the host's scheduler calls.
 *
 * <p><em>Transaction.</em> Owns: each batch of at most {@value #BATCH} rows is a transaction of the setup's runner, and
 * rows that somebody else has locked are passed over. Several nodes may run it at once. Thread-safe.
 */
public final class TrustedDeviceJobs {
    /** The most rows of a batch. */
    public static final int BATCH = 100;

    private final TrustedDeviceSetup setup;
    private final DeviceStore store;
    private final Batches batches;

    private TrustedDeviceJobs(TrustedDeviceSetup setup) {
        this.setup = setup;
        this.store = new DeviceStore(setup.namespace());
        this.batches = new Batches(setup.runner(), BATCH);
    }

    /**
     * The job.
     *
     * @param setup what it works with
     * @return the job
     */
    public static TrustedDeviceJobs of(TrustedDeviceSetup setup) {
        return new TrustedDeviceJobs(setup);
    }

    /**
     * Deletes devices that have expired, and what is left of users without any. A revoked device stays until its expiry,
     * so that a late use of its token is recorded as what it is.
     *
     * @return how many rows were deleted
     */
    public int deleteExpired() {
        Instant now = setup.now();
        Instant changedUntil = now.minus(setup.policy().lifetime());
        return batches.all(own -> store.deleteExpired(own, now, BATCH))
                + batches.all(own -> store.deleteOwners(own, changedUntil, BATCH));
    }
}
