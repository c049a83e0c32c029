package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.metric.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values for a while after they were read, the longest unused dropped first. Thread-safe. */
final class ExpiringCache<V> {
    private final Map<String, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final SubjectPolicy policy;
    private final Ticker ticker;

    ExpiringCache(SubjectPolicy policy, Ticker ticker) {
        this.policy = policy;
        this.ticker = ticker;
    }

    /** A value and when its reading began. */
    private record Entry<V>(V value, long readAt) {}

    synchronized Optional<V> get(String name) {
        Entry<V> entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        // At the end of its lifetime an entry is over already.
        if (ticker.elapsed(entry.readAt).compareTo(policy.keyLifetime()) >= 0) {
            entries.remove(name);
            return Optional.empty();
        }
        return Optional.of(entry.value);
    }

    /** Keeps a value; its time runs from before it was read. */
    synchronized void put(String name, V value, long readAt) {
        entries.put(name, new Entry<>(value, readAt));
        if (entries.size() > policy.maxKeys()) {
            String eldest = entries.keySet().iterator().next();
            entries.remove(eldest);
        }
    }

    synchronized void remove(String name) {
        entries.remove(name);
    }
}
