package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.PasswordEnvelope.Opened;
import dev.holdfast.auth.password.PasswordHistory.Past;
import dev.holdfast.auth.password.store.StoredPassword;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The batch jobs of passwords, which the host's scheduler calls. None needs a password.
 *
 * <p><em>Transaction.</em> Owns: each batch of at most {@value #BATCH} rows is a transaction of the setup's runner.
 * Several nodes may run a job at once. Thread-safe.
 */
public final class PasswordJobs {
    /** The most rows of a batch. */
    public static final int BATCH = 100;

    private final PasswordSetup setup;
    private final PasswordEnvelope envelope;
    private final PasswordHistory history;

    private PasswordJobs(PasswordSetup setup) {
        this.setup = setup;
        this.envelope = new PasswordEnvelope(setup);
        this.history = new PasswordHistory(setup.namespace());
    }

    /**
     * The jobs.
     *
     * @param setup what they work with
     * @return the jobs
     */
    public static PasswordJobs of(PasswordSetup setup) {
        return new PasswordJobs(setup);
    }

    /**
     * What a run of {@link #resealAll} did.
     *
     * @param resealed hashes that are under the active key now, those of the history included
     * @param unreadable hashes that did not open or are of no known form, which the log names by user
     */
    public record Resealed(int resealed, int unreadable) {
        Resealed plus(Resealed other) {
            return new Resealed(resealed + other.resealed, unreadable + other.unreadable);
        }
    }

    /**
     * What the host's table holds.
     *
     * @param schemes how many hashes there are of each scheme, by {@code HashScheme.label()}
     * @param stale how many stand in clear or under a retiring key: what {@link #resealAll} has left to do
     * @param unreadable how many do not open, or are of no known form
     */
    public record Census(Map<String, Long> schemes, long stale, long unreadable) {
        /** Copies the counts. */
        public Census {
            schemes = Collections.unmodifiableMap(new TreeMap<>(schemes));
        }
    }

    /**
     * Seals every hash that stands in clear, or under a retiring key, under the active one: the host's own hashes at the
     * take-over, and all of them after a new pepper. Call it again until it gives 0, and only then retire the old key:
     * rows locked by logins at that moment are passed over.
     *
     * @return what was done
     */
    public Resealed resealAll() {
        return resealRows().plus(resealHistory());
    }

    /**
     * Counts the hashes by scheme, by opening each: what is left to take over, and what to expect
     * ({@link PasswordPolicy#expected()}).
     *
     * @return the counts
     */
    public Census census() {
        Map<String, Long> schemes = new TreeMap<>();
        long stale = 0;
        long unreadable = 0;
        UserRef after = null;
        List<StoredPassword> page = page(after);
        while (!page.isEmpty()) {
            for (StoredPassword row : page) {
                Optional<Opened> opened = open(row);
                opened.ifPresent(
                        found -> schemes.merge(found.content().hash().scheme().label(), 1L, Long::sum));
                stale += opened.filter(Opened::stale).isPresent() ? 1 : 0;
                unreadable += opened.isEmpty() && row.hash().isPresent() ? 1 : 0;
            }
            after = page.get(page.size() - 1).user();
            page = page(after);
        }
        return new Census(schemes, stale, unreadable);
    }

    private List<StoredPassword> page(@Nullable UserRef after) {
        return setup.runner().call(own -> setup.store().next(own, after, BATCH));
    }

    private Resealed resealRows() {
        Resealed sum = new Resealed(0, 0);
        Batch<UserRef> batch = setup.runner().call(own -> resealRows(own, null));
        while (batch.last().isPresent()) {
            sum = sum.plus(batch.done());
            UserRef after = batch.last().get();
            batch = setup.runner().call(own -> resealRows(own, after));
        }
        return sum;
    }

    private Batch<UserRef> resealRows(DSLContext own, @Nullable UserRef after) {
        List<StoredPassword> rows = setup.store().lockNext(own, after, envelope.activePrefix(), BATCH);
        int resealed = 0;
        int unreadable = 0;
        for (StoredPassword row : rows) {
            Optional<Opened> opened = open(row);
            if (opened.filter(Opened::stale).isPresent()
                    && setup.store()
                            .replace(
                                    own,
                                    row,
                                    envelope.seal(row.user(), opened.get().content()))) {
                resealed++;
            }
            unreadable += opened.isEmpty() && row.hash().isPresent() ? 1 : 0;
        }
        record(own, resealed);
        Optional<UserRef> last = rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).user());
        return new Batch<>(new Resealed(resealed, unreadable), last);
    }

    private Resealed resealHistory() {
        Resealed sum = new Resealed(0, 0);
        Batch<Past> batch = setup.runner().call(own -> resealHistory(own, null));
        while (batch.last().isPresent()) {
            sum = sum.plus(batch.done());
            Past after = batch.last().get();
            batch = setup.runner().call(own -> resealHistory(own, after));
        }
        return sum;
    }

    private Batch<Past> resealHistory(DSLContext own, @Nullable Past after) {
        List<Past> rows = history.lockUnderKeys(own, envelope.retiringIds(), after, BATCH);
        int resealed = 0;
        for (Past past : rows) {
            if (past.sealed() != null) {
                var content = envelope.openFromHistory(past.user(), past.number(), past.sealed());
                content.ifPresent(
                        found -> history.reseal(own, past, envelope.sealForHistory(past.user(), past.number(), found)));
                resealed += content.isPresent() ? 1 : 0;
            }
        }
        record(own, resealed);
        Optional<Past> last = rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1));
        return new Batch<>(new Resealed(resealed, rows.size() - resealed), last);
    }

    private Optional<Opened> open(StoredPassword row) {
        return row.hash().flatMap(text -> envelope.open(row.user(), text));
    }

    private void record(DSLContext own, int resealed) {
        if (resealed > 0) {
            setup.trail()
                    .act(
                            own,
                            PasswordEvents.ofJob(setup.trail())
                                    .with("resealed", resealed)
                                    .build());
        }
    }

    /** What one batch did, and after which row the next begins. */
    private record Batch<T>(Resealed done, Optional<T> last) {}
}
