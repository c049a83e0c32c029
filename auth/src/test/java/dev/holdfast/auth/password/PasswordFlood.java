package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashScheme.Argon2id;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.hash.PasswordHash;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.StoredPassword;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The process of {@link PasswordFloodTest}: no database, so that hashing is all there is to bound. */
final class PasswordFlood {
    private static final int LOGINS = 500;
    // Eight times the heap: enough.
    private static final int NAIVE_LOGINS = 100;
    private static final Secret PASSWORD = Secret.ofText("correct horse battery staple");

    private PasswordFlood() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("naive")) {
            Map<String, AtomicInteger> ends = atOnce(NAIVE_LOGINS, PasswordFlood::naive);
            ends.forEach((end, count) -> System.out.println(end + " " + count));
            return;
        }
        PasswordPolicy policy = PasswordPolicy.defaults();
        try (HashingPool pool = HashingPool.of(HashingLimits.defaults(policy.memoryKib()))) {
            Passwords passwords = Passwords.of(setup(policy, pool));
            UserRef user = UserRef.of("alice");
            Map<String, AtomicInteger> ends = atOnce(
                    LOGINS,
                    () -> passwords
                            .verify(Optional.of(user), PASSWORD)
                            .fold(mustChange -> "verified", () -> "wrong", PasswordFlood::busy));
            int verified = count(ends, "verified");
            int busy = count(ends, "busy");
            System.out.println("verified " + verified);
            System.out.println("busy " + busy);
            int ended = ends.values().stream().mapToInt(AtomicInteger::get).sum();
            System.out.println("ended " + ended + " other " + (ended - verified - busy) + " retryable "
                    + (count(ends, "busy at once") == 0));
        }
    }

    private static int count(Map<String, AtomicInteger> ends, String end) {
        return ends.getOrDefault(end, new AtomicInteger()).get();
    }

    private static String busy(Duration retryAfter) {
        return retryAfter.compareTo(Duration.ofSeconds(1)) >= 0 ? "busy" : "busy at once";
    }

    private static Map<String, AtomicInteger> atOnce(int logins, Supplier<String> login) throws InterruptedException {
        Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < logins; i++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    count(ends, login);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return ends;
    }

    private static void count(Map<String, AtomicInteger> ends, Supplier<String> login) {
        ends.computeIfAbsent(login.get(), unused -> new AtomicInteger()).incrementAndGet();
    }

    private static String naive() {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(Argon2Cost.defaults().memoryKib())
                .withIterations(Argon2Cost.defaults().iterations())
                .withParallelism(1)
                .withSalt(new byte[16])
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        int unused = generator.generateBytes(PASSWORD.exposeBytes(), new byte[32]);
        return "hashed";
    }

    private static PasswordSetup setup(PasswordPolicy policy, HashingPool pool) {
        SecureRandom random = new SecureRandom();
        KeyRing ring = KeyRing.of(PasswordSetup.KEY_PURPOSE, "k1", Secret.random(random, 32));
        DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
        TransactionRunner runner = work -> work.accept(dsl);
        AuditTrail trail = AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), Clock.systemUTC());
        PasswordHash hash = pool.tryRun(lane -> PasswordHash.make(
                        lane,
                        new Argon2id(policy.cost()),
                        "correct horse battery staple".getBytes(StandardCharsets.UTF_8),
                        random))
                .orElseThrow();
        return new PasswordSetup(
                Namespace.defaults(),
                policy,
                new OneUser(hash.text()),
                pool,
                () -> ring,
                runner,
                trail,
                Clock.systemUTC());
    }

    /** One row in memory. */
    private static final class OneUser implements PasswordStore {
        private final UserRef user = UserRef.of("alice");
        private String text;

        OneUser(String text) {
            this.text = text;
        }

        @Override
        public synchronized Optional<StoredPassword> find(DSLContext tx, @Nullable UserRef asked) {
            return user.equals(asked) ? Optional.of(new StoredPassword(user, text, false)) : Optional.empty();
        }

        @Override
        public synchronized boolean replace(DSLContext tx, StoredPassword expected, String next) {
            boolean stands = text.equals(expected.text());
            text = stands ? next : text;
            return stands;
        }

        @Override
        public boolean set(DSLContext tx, UserRef asked, String next, Instant at) {
            return false;
        }

        @Override
        public boolean requireChange(DSLContext tx, UserRef asked) {
            return false;
        }

        @Override
        public List<StoredPassword> lockNext(DSLContext own, @Nullable UserRef after, String done, int limit) {
            return List.of();
        }

        @Override
        public List<StoredPassword> next(DSLContext tx, @Nullable UserRef after, int limit) {
            return List.of();
        }
    }
}
