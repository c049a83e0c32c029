package dev.holdfast.auth.totp;

import dev.holdfast.auth.internal.Batches;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * The batch jobs of TOTP, which the host's scheduler calls.
 *
 * <p><em>Transaction.</em> Owns: each batch of at most {@value #BATCH} rows is a transaction of the setup's runner, and
 * rows that somebody else has locked are passed over. Several nodes may run a job at once. Thread-safe.
 */
public final class TotpJobs {
    /** The most rows of a batch. */
    public static final int BATCH = 100;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final TotpSetup setup;
    private final TotpDevices devices;
    private final TotpKeys keys;
    private final Batches batches;

    private TotpJobs(TotpSetup setup) {
        this.setup = setup;
        this.devices = new TotpDevices(setup.namespace());
        this.keys = new TotpKeys(setup);
        this.batches = new Batches(setup.runner(), BATCH);
    }

    /**
     * The jobs.
     *
     * @param setup what they work with
     * @return the jobs
     */
    public static TotpJobs of(TotpSetup setup) {
        return new TotpJobs(setup);
    }

    /**
     * What a run of {@link #resealAll} did.
     *
     * @param resealed secrets that are now under the active key
     * @param unreadable secrets that did not open, which the log names by device
     * @param left secrets that are still under a retiring key afterwards: the unreadable ones, and those that somebody
     *     had locked; at 0 the key can be retired
     */
    public record Resealed(int resealed, int unreadable, int left) {}

    /**
     * Seals every secret under a retiring key anew under the active one. Call it after a rotation, again until none
     * is left, and only then retire the old key: rows locked by logins at that moment are passed over.
     *
     * <p>A login at REPEATABLE READ or above whose device is sealed anew meanwhile ends in
     * {@link TotpResult.Conflict} and is retried by the host.
     *
     * @return what was done
     */
    public Resealed resealAll() {
        int resealed = 0;
        int unreadable = 0;
        Optional<UUID> after = Optional.of(BEFORE_ALL);
        while (after.isPresent()) {
            UUID from = after.get();
            Batch batch = setup.runner().call(own -> resealBatch(own, from));
            resealed += batch.resealed();
            unreadable += batch.unreadable();
            after = batch.last();
        }
        int left = setup.runner().call(own -> devices.countUnderKeys(own, keys.retiringIds()));
        return new Resealed(resealed, unreadable, left);
    }

    /**
     * Deletes enrolments that can no longer be confirmed, and counters that no longer bind: those of challenges, and
     * those of users without a device, once nothing was counted for as long as the budget's window or an enrolment
     * lasts, whichever is longer. The counters of users with a device stay until a success or a reset.
     *
     * @return how many rows were deleted
     */
    public int deleteStale() {
        Instant now = setup.now();
        TotpPolicy policy = setup.policy();
        Instant begunUntil = now.minus(policy.enrolmentLifetime());
        Instant countedUntil = now.minus(policy.budget().window());
        Instant until = begunUntil.isBefore(countedUntil) ? begunUntil : countedUntil;
        return batches.all(own -> devices.deletePending(own, begunUntil, BATCH))
                + batches.all(own -> TotpTable.attempts(setup.namespace()).deleteStale(own, until, BATCH));
    }

    private Batch resealBatch(DSLContext own, UUID after) {
        List<TotpDevices.Stored> rows = devices.lockUnderKeys(own, keys.retiringIds(), after, BATCH);
        int resealed = 0;
        for (TotpDevices.Stored row : rows) {
            Optional<TotpSecret> secret = keys.open(row);
            if (secret.isPresent() && devices.reseal(own, row.id(), keys.seal(secret.get(), row.user(), row.id()))) {
                resealed++;
            }
        }
        if (resealed > 0) {
            setup.trail().act(own, resealEvent(resealed));
        }
        Optional<UUID> last = rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).id());
        return new Batch(resealed, rows.size() - resealed, last);
    }

    private SecurityEvent resealEvent(int resealed) {
        return setup.trail()
                .event(TotpEvents.RESEAL)
                .category(Category.CONFIGURATION)
                .actor(Actor.system("totp-jobs"))
                .with("resealed", resealed)
                .build();
    }

    /** What one batch did, and the id after which the next begins. */
    private record Batch(int resealed, int unreadable, Optional<UUID> last) {}
}
