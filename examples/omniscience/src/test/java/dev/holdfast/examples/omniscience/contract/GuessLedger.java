package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.throttle.AccountName;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.throttle.ThrottleDecision;
import dev.holdfast.auth.throttle.ThrottleDecision.Allowed;
import dev.holdfast.auth.throttle.ThrottleDecision.Place;
import dev.holdfast.auth.throttle.ThrottleDecision.Refused;
import dev.holdfast.auth.throttle.ThrottleKey;
import dev.holdfast.auth.throttle.policy.NameForm;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A throttle for one process that keeps a page of attempts for each bucket and reads it from the beginning at each
 * question: to give an attempt back is to strike it out. For a host of few users behind a proxy that limits requests,
 * since no page is ever thrown away. Thread-safe: one attempt at a time.
 */
class GuessLedger implements LoginThrottle {
    /** No name that is told apart is as long. */
    private static final String OVER_LONG = "x".repeat(NameForm.MAX_LENGTH + 1);

    private final ThrottlePolicy policy;
    private final Clock clock;
    private final Map<Heading, LedgerPage> pages = new HashMap<>();
    private final Map<String, Map<String, Instant>> places = new HashMap<>();

    GuessLedger(ThrottlePolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** What a page is about; the account is empty where accounts share it. */
    private record Heading(ThrottleBucket kind, String account, String client) {}

    /** An attempt, and the pages on which it stands. */
    private record Entry(GuessLedger ledger, Instant at, List<LedgerPage> pages) implements ThrottleDecision.Ticket {
        @Override
        public String toString() {
            return "Entry";
        }
    }

    @Override
    public synchronized ThrottleDecision attempt(ThrottleKey key) {
        Instant now = clock.instant();
        List<LedgerPage> asked = headings(key).stream()
                .map(heading -> pages.computeIfAbsent(heading, one -> new LedgerPage(policy.bucket(one.kind()))))
                .toList();
        Duration wait = asked.stream()
                .map(page -> page.refusal(now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (!wait.isZero()) {
            return new Refused(Refused.inWholeSeconds(wait));
        }
        Entry entry = new Entry(this, now, asked);
        asked.forEach(page -> page.write(entry, now));
        return new Allowed(entry, place(key, now));
    }

    @Override
    public synchronized void succeeded(ThrottleDecision.Ticket ticket) {
        if (!(ticket instanceof Entry entry) || entry.ledger() != this) {
            throw new IllegalArgumentException("ticket must be one of this throttle's own, got "
                    + ticket.getClass().getName());
        }
        entry.pages().forEach(page -> page.strike(entry));
    }

    @Override
    public synchronized void remember(ThrottleKey key) {
        if (key.country() != null) {
            places.computeIfAbsent(account(key.account()), one -> new HashMap<>())
                    .put(key.country(), clock.instant());
        }
    }

    @Override
    public synchronized void reset(AccountName account) {
        String whose = account(account);
        boolean unused = pages.keySet().removeIf(heading -> heading.account().equals(whose));
    }

    private List<Heading> headings(ThrottleKey key) {
        String account = account(key.account());
        if (key.deviceId() != null) {
            return List.of(new Heading(ThrottleBucket.DEVICE, account, key.deviceId()));
        }
        String network = key.address().network();
        return List.of(
                new Heading(ThrottleBucket.PAIR, account, network),
                new Heading(ThrottleBucket.ACCOUNT, account, ""),
                new Heading(ThrottleBucket.ADDRESS, "", network),
                new Heading(ThrottleBucket.GLOBAL, "", ""));
    }

    private Place place(ThrottleKey key, Instant now) {
        if (key.country() == null) {
            return Place.NOT_GIVEN;
        }
        Map<String, Instant> known = places.getOrDefault(account(key.account()), Map.of());
        List<String> remembered = known.entrySet().stream()
                .filter(place -> place.getValue().plus(policy.placeMemory()).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        if (remembered.isEmpty()) {
            return Place.FIRST;
        }
        return remembered.contains(key.country()) ? Place.KNOWN : Place.NEW;
    }

    /** Never empty: the tenant's length stands before it. */
    private String account(AccountName name) {
        String typed = name.typed().length() > NameForm.MAX_LENGTH
                ? OVER_LONG
                : policy.names().canonical(name.typed());
        return name.tenantId().length() + ":" + name.tenantId() + typed;
    }
}
