package dev.holdfast.examples.benchmarks.credential;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.PasswordResult;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.Passwords;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.hash.PasswordHash;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hashing with at least as many callers as lanes: what the bound on memory leaves of the machine. */
public final class HashingLoads {
    static final String WRONG = "wrong horse battery staple";

    private static final int LANES = 2;
    private static final int HASHES = 64;
    private static final UserRef USER = UserRef.of("1");

    private HashingLoads() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws SQLException {
        Argon2Cost cost = cost(scale);
        AuthHost host = AuthHost.in(database, threads, Clock.systemUTC());
        HashingPool pool = HashingPool.of(new HashingLimits(LANES, threads, Duration.ofSeconds(30), cost.memoryKib()));
        PasswordHash stored = storedHash(pool, cost);
        database.execute("CREATE TABLE users (id bigint PRIMARY KEY, password_hash text);"
                + " INSERT INTO users VALUES (1, '" + stored.text() + "')");
        BareArgon2.Work bare = new BareArgon2.Work(cost, LANES, threads);
        return new Contest(
                        "password hash, " + LANES + " at once",
                        Goal.ratio(0.95),
                        threads,
                        scale.perThread(HASHES, threads),
                        List.of(
                                BareArgon2.of("Bouncy Castle, memory kept", bare, true),
                                BareArgon2.of("Bouncy Castle, memory new each time", bare, false),
                                pooled(pool, stored),
                                verified(passwords(host, pool, cost))))
                .on(() -> {
                    pool.close();
                    host.close();
                });
    }

    /** What published hashes cost; less in tests, which only see whether it works. */
    public static Argon2Cost cost(Scale scale) {
        Argon2Cost whole = Argon2Cost.defaults();
        return new Argon2Cost(scale.size(whole.memoryKib()), whole.iterations(), whole.parallelism());
    }

    private static PasswordHash storedHash(HashingPool pool, Argon2Cost cost) {
        byte[] password = "correct horse battery staple".getBytes(StandardCharsets.UTF_8);
        return pool.tryRun(lane -> PasswordHash.make(lane, new HashScheme.Argon2id(cost), password, new SecureRandom()))
                .orElseThrow();
    }

    private static Contestant pooled(HashingPool pool, PasswordHash stored) {
        byte[] wrong = WRONG.getBytes(StandardCharsets.UTF_8);
        return Checked.of(
                "Holdfast HashingPool",
                () -> () -> pool.tryRun(lane -> stored.matches(lane, wrong)).equals(Optional.of(false)));
    }

    private static Contestant verified(Passwords passwords) {
        Secret wrong = Secret.ofText(WRONG);
        return Checked.of(
                "Holdfast Passwords, with its statements",
                () -> () -> passwords.verify(Optional.of(USER), wrong) instanceof PasswordResult.Wrong);
    }

    private static Passwords passwords(AuthHost host, HashingPool pool, Argon2Cost cost) {
        return Passwords.of(new PasswordSetup(
                Namespace.defaults(),
                PasswordPolicy.defaults().withCost(cost),
                PasswordStore.of(PasswordTable.of("public", "users", KeyColumn.bigint("id"), "password_hash")),
                pool,
                AuthHost.ring(PasswordSetup.KEY_PURPOSE),
                host.ownRunner(),
                host.trail(),
                host.clock()));
    }
}
