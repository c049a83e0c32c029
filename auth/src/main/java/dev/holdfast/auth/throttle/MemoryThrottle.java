package dev.holdfast.auth.throttle;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.auth.throttle.ThrottleDecision.Place;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts in this process. Thread-safe: one attempt at a time. */
final class MemoryThrottle implements LoginThrottle {
    private static final int MAX_ENTRIES = 100_000;
    private static final Account NOBODY = new Account("", "");

    private final ThrottlePolicy policy;
    private final Clock clock;
    private final Cache<Name, MemoryBucket> buckets = bounded();
    private final Cache<Account, Map<String, Instant>> places = bounded();

    MemoryThrottle(ThrottlePolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** An account in the form that counts. */
    private record Account(String tenantId, String form) {}

    /** A bucket: of an account, of a client (address, device, shard), or of both. */
    private record Name(ThrottleBucket kind, Account account, String client) {
        boolean isOf(Account whose) {
            return kind != ThrottleBucket.ADDRESS && kind != ThrottleBucket.GLOBAL && account.equals(whose);
        }
    }

    @Override
    public synchronized ThrottleDecision attempt(ThrottleKey key) {
        Instant now = now();
        Map<Name, MemoryBucket> asked = new LinkedHashMap<>();
        names(key).forEach(name -> asked.put(name, bucket(name)));
        Duration longest = asked.values().stream()
                .map(bucket -> bucket.refusal(now))
                .reduce(Duration.ZERO, MemoryThrottle::longer);
        if (!longest.isZero()) {
            return new ThrottleDecision.Refused(ThrottleDecision.Refused.inWholeSeconds(longest));
        }
        List<MemoryBucket.Taken> taken = new ArrayList<>();
        asked.values().forEach(bucket -> taken.add(bucket.count(now)));
        // Only now: refused attempts at made-up names must not push anything out.
        buckets.putAll(asked);
        return new ThrottleDecision.Allowed(new Ticket(this, taken), place(key, now));
    }

    @Override
    public synchronized void succeeded(ThrottleDecision.Ticket ticket) {
        if (!(ticket instanceof Ticket mine) || mine.throttle() != this) {
            throw new IllegalArgumentException("ticket must be one of this throttle's own, got "
                    + ticket.getClass().getName());
        }
        mine.taken().forEach(MemoryBucket.Taken::giveBack);
        mine.taken().clear();
    }

    @Override
    public synchronized void remember(ThrottleKey key) {
        if (key.country() != null) {
            places.get(account(key.account()), missing -> new HashMap<>()).put(key.country(), now());
        }
    }

    @Override
    public synchronized void reset(AccountName account) {
        Account whose = account(account);
        boolean unused = buckets.asMap().keySet().removeIf(name -> name.isOf(whose));
    }

    private List<Name> names(ThrottleKey key) {
        Account account = account(key.account());
        if (key.deviceId() != null) {
            return List.of(new Name(ThrottleBucket.DEVICE, account, key.deviceId()));
        }
        String network = key.address().network();
        int shard = Math.floorMod(network.hashCode(), policy.globalShards());
        return List.of(
                new Name(ThrottleBucket.PAIR, account, network),
                new Name(ThrottleBucket.ACCOUNT, account, ""),
                new Name(ThrottleBucket.ADDRESS, NOBODY, network),
                new Name(ThrottleBucket.GLOBAL, NOBODY, String.valueOf(shard)));
    }

    private Place place(ThrottleKey key, Instant now) {
        if (key.country() == null) {
            return Place.NOT_GIVEN;
        }
        Map<String, Instant> known = places.getIfPresent(account(key.account()));
        if (known == null) {
            return Place.FIRST;
        }
        boolean unused =
                known.values().removeIf(at -> !at.plus(policy.placeMemory()).isAfter(now));
        if (known.isEmpty()) {
            return Place.FIRST;
        }
        return known.containsKey(key.country()) ? Place.KNOWN : Place.NEW;
    }

    private MemoryBucket bucket(Name name) {
        MemoryBucket known = buckets.getIfPresent(name);
        return known == null ? new MemoryBucket(policy.bucket(name.kind())) : known;
    }

    private Account account(AccountName name) {
        return new Account(name.tenantId(), BucketNames.form(policy, name));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static <K, V> Cache<K, V> bounded() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .executor(Runnable::run)
                .build();
    }

    /** What an attempt took; emptied by its success. */
    private record Ticket(MemoryThrottle throttle, List<MemoryBucket.Taken> taken) implements ThrottleDecision.Ticket {
        @Override
        public String toString() {
            return "ThrottleTicket";
        }
    }
}
