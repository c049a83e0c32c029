package dev.holdfast.audit.privacy.subject;

import dev.holdfast.audit.privacy.subject.Subjects.Rewrapped;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.secret.Sealer;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wraps the keys of persons under the ring's active key, batch by batch. */
final class KeyRewrap {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRewrap.class);
    private static final int BATCH = 100;

    private final TransactionRunner runner;
    private final SubjectKeys keys;

    KeyRewrap(TransactionRunner runner, SubjectKeys keys) {
        this.runner = runner;
        this.keys = keys;
    }

    /** What a batch did, and the last key it saw. */
    private record Batch(int rewrapped, int unreadable, Optional<String> last) {}

    Rewrapped run() {
        int rewrapped = 0;
        int unreadable = 0;
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            String from = after.get();
            Batch batch = runner.call(own -> batch(own, from));
            rewrapped += batch.rewrapped;
            unreadable += batch.unreadable;
            after = batch.last;
        }
        return new Rewrapped(rewrapped, unreadable);
    }

    private Batch batch(DSLContext own, String after) {
        List<StoredKey> rows = keys.store().lockWrappedUnderOthers(own, keys.activeKey(), after, BATCH);
        int rewrapped = 0;
        int unreadable = 0;
        for (StoredKey row : rows) {
            try {
                Optional<Sealed> wrapped = keys.rewrapped(row);
                if (wrapped.isPresent() && keys.store().rewrap(own, row.id(), wrapped.get())) {
                    rewrapped++;
                }
            } catch (Sealer.UnsealException failure) {
                LOG.error("subject key {} was not wrapped anew: {}", row.id(), failure.getMessage());
                unreadable++;
            }
        }
        Optional<String> last = rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).id());
        return new Batch(rewrapped, unreadable, last);
    }
}
