package dev.holdfast.auth;

import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.Rounds;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jooq.DSLContext;

/** A database with the module's tables, a clock that stands still, a ring of keys, and sinks that remember. */
public class FactorFixture extends AuthDatabase {
    /** When the clock stands. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:15.123456Z");

    /** What a contender tells of a transaction that a conflict has killed. */
    public static final String CONFLICT = "conflict";

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Over the pool. */
    public final TransactionRunner runner = TransactionRunner.over(pool);
    /** Stands at {@link #NOW}. */
    public final MutableClock clock = MutableClock.at(NOW);
    /** What was done. */
    public final List<SecurityEvent> acts = new CopyOnWriteArrayList<>();
    /** What was refused. */
    public final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    /** Whose credentials were taken back, and why. */
    public final List<String> revoked = new CopyOnWriteArrayList<>();
    /** Records into the two lists. */
    public final AuditTrail trail =
            AuditTrail.of((tx, event) -> acts.add(event), (tx, event) -> denials.add(event), clock);
    /** The keys of the feature under test. */
    public final AtomicReference<KeyRing> ring;
    /** Records what it is asked. */
    public final Revocation revocation = (tx, userId, reason) -> {
        revoked.add(userId + " " + reason);
        return 1;
    };

    private final AtomicInteger users = new AtomicInteger();

    /** A fixture with a ring of one key, {@code k1}. */
    public FactorFixture(String purpose) {
        ring = new AtomicReference<>(KeyRing.of(purpose, "k1", Secret.random(RANDOM, 32)));
    }

    /** A user nobody has named before. */
    public UserRef newUser() {
        return UserRef.of("user-" + users.incrementAndGet());
    }

    /** A new key is active, the one before is retiring. */
    public void rotate(String id) {
        ring.set(ring.get().rotate(id, Secret.random(RANDOM, 32)));
    }

    /** Commits. */
    public <T> T inTx(Function<DSLContext, T> work) {
        return runner.call(work);
    }

    /** 24 contenders, 200 rounds as published. */
    public Race<Integer> race(Isolation isolation) {
        return Race.on(database).contenders(24).rounds(Rounds.of(200)).isolation(isolation);
    }

    /** A contender's transaction. */
    public static DSLContext tx(Contender<?> contender) {
        return on(contender.connection());
    }

    /** Rolls a contender's transaction back, as a host does when a conflict has killed it. */
    public static String conflict(Contender<?> contender) {
        contender.rollbackInstead();
        return CONFLICT;
    }

    /** Why the denials were made, in order. */
    public List<String> reasons() {
        return denials.stream().map(event -> String.valueOf(event.reason())).toList();
    }
}
