package dev.holdfast.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditSchema;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.audit.seal.SealResult.Sealed;
import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.ServerOptions;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.process.Killed;
import dev.holdfast.testkit.race.Rounds;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Host, backends and postmaster killed while two nodes seal and others write, roll back, and commit in two phases: each
 * committed event is sealed once, and the log verifies.
 */
class SealKillTest {
    /** Half of them kill the host, half of them the server or its sessions. */
    private static final int PUBLISHED = 200;

    private static final List<String> POINTS = List.of(
            "seal before-commit",
            "seal before-checkpoint",
            "write prepared",
            "seal after-commit",
            "write before-commit");

    private final KeyPair key = newKey();
    private final NoteSigner signer = SealingHost.signer(key);
    private final List<Long> recoveries = new ArrayList<>();

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Timeout(1800)
    void host_killedAnywhere_leavesEachCommittedEventSealedOnce() throws SQLException {
        int rounds = Math.max(2, Rounds.of(PUBLISHED) / 2);
        List<String> points = POINTS.subList(0, Math.min(POINTS.size(), rounds - 1));
        int each = Math.max(1, (rounds - rounds / 4) / points.size());
        try (SealFixture fixture = new SealFixture()) {
            TestDatabase database = fixture.audit().database();
            List<String> arguments =
                    SealingHost.arguments(database.jdbcUrl(), database.user(), database.password(), key);
            KillReport report = KillPlan.of(SealingHost.class, number -> arguments)
                    .at(points.toArray(new String[0]))
                    .each(each)
                    .visits(4)
                    .random(rounds - each * points.size(), Duration.ofMillis(400))
                    .run(killed -> check(database, killed));
            System.out.print("killed while sealing at\n" + report);
            report("the host's death");
            assertThat(report.hits().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(rounds);
        }
    }

    private void check(TestDatabase database, Killed killed) throws SQLException {
        long start = System.nanoTime();
        awaitSeal(database, Sealed.class::isInstance);
        recoveries.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertSealedOnce(database, killed.linesAfter("committed "), killed.linesAfter("undone "));
    }

    @Test
    @Timeout(1800)
    void server_killedOrSessionsEnded_nodesGoOnAndSealEachCommittedEventOnce() throws Exception {
        int rounds = Math.max(2, Rounds.of(PUBLISHED) / 2);
        Map<String, Integer> disturbed = new TreeMap<>();
        Set<String> committed = ConcurrentHashMap.newKeySet();
        Set<String> undone = ConcurrentHashMap.newKeySet();
        Semaphore commits = new Semaphore(0);
        Semaphore seals = new Semaphore(0);
        ServerOptions durable = ServerOptions.durable().withSetting("max_prepared_transactions", "16");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(durable)) {
            TestDatabase database = server.createDatabase();
            database.execute(AuditSchema.module().ddl(Namespace.defaults()));
            new AuditPartitions(
                            TransactionRunner.over(database.dataSource()),
                            Namespace.defaults(),
                            PartitionPolicy.defaults(),
                            Clock.systemUTC())
                    .ensureAhead();
            SealingNodes nodes = SealingNodes.start(database.dataSource(), signer, line -> {
                String rest = line.substring(line.indexOf(' ') + 1);
                if (line.startsWith("sealed ")) {
                    seals.release();
                } else if (!line.equals("busy")) {
                    (line.startsWith("committed ") ? committed : undone).add(rest);
                    commits.release();
                }
            });
            try {
                for (int round = 0; round < rounds; round++) {
                    await(commits, 1 + ThreadLocalRandom.current().nextInt(30));
                    disturbed.merge(disturb(server, database, round), 1, Integer::sum);
                    long start = System.nanoTime();
                    await(seals, 1);
                    recoveries.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
                }
            } finally {
                nodes.stop();
            }
            assertSealedOnce(database, committed, undone);
            System.out.println("while sealing: " + disturbed + ", " + committed.size() + " events");
            report("server and sessions");
        }
    }

    private static String disturb(EmbeddedPostgres server, TestDatabase database, int round) throws SQLException {
        switch (round % 3) {
            case 0 -> {
                server.kill();
                server.restart();
                return "postmaster killed";
            }
            case 1 -> {
                end(database, "order by random() limit 2");
                return "two sessions ended";
            }
            default -> {
                end(database, "");
                return "every session ended";
            }
        }
    }

    private static void end(TestDatabase database, String which) throws SQLException {
        database.execute("select pg_terminate_backend(pid) from (select pid from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid() " + which + ") victims");
    }

    /** Bounded: nodes that never come back fail the test. */
    private static void await(Semaphore signal, int permits) throws InterruptedException {
        int unused = signal.drainPermits();
        assertThat(signal.tryAcquire(permits, 60, TimeUnit.SECONDS)).isTrue();
    }

    private void assertSealedOnce(TestDatabase database, Collection<String> committed, Collection<String> undone)
            throws SQLException {
        awaitSessionsGone(database);
        for (String prepared :
                database.queryStrings("select gid from pg_prepared_xacts where database = current_database()")) {
            database.execute((prepared.startsWith("keep") ? "commit" : "rollback") + " prepared '" + prepared + "'");
        }
        // Twice: an empty batch may be the end of a round that was begun before the last events were committed.
        for (int round = 0; round < 2; round++) {
            awaitSeal(database, result -> result instanceof Sealed sealed && sealed.events() == 0 && !sealed.more());
        }
        List<String> leaves = database.queryStrings("select event_id from holdfast.audit_leaf");
        assertThat(leaves).doesNotHaveDuplicates();
        Set<String> stored = new HashSet<>(database.queryStrings("select id from holdfast.audit_event"));
        assertThat(new HashSet<>(leaves)).as("sealed is what is stored").isEqualTo(stored);
        Set<String> lost = new HashSet<>(committed);
        lost.removeAll(stored);
        assertThat(lost).as("lost").isEmpty();
        stored.retainAll(new HashSet<>(undone));
        assertThat(stored).as("kept although undone").isEmpty();
        SealVerifier verifier = new SealVerifier(log(), signer.key());
        SealVerdict verdict = TransactionRunner.over(database.dataSource()).call(tx -> verifier.verify(tx, List.of()));
        assertThat(verdict).isInstanceOf(SealVerdict.Sealed.class);
    }

    private SealedLog log() {
        return SealedLog.of(Namespace.defaults(), Clock.systemUTC());
    }

    /** A node that knows nothing of the one before. Bounded by rounds: a lock that nobody gives back fails the test. */
    private void awaitSeal(TestDatabase database, Predicate<SealResult> wanted) {
        AuditSeals seals = new AuditSeals(TransactionRunner.over(database.dataSource()), log(), signer);
        SealResult result = seals.seal();
        for (int look = 0; !wanted.test(result); look++) {
            assertThat(result).isNotInstanceOf(SealResult.Refused.class);
            assertThat(look).as("%s", result).isLessThan(5000);
            result = seals.seal();
        }
    }

    /** A killed host's last statement may still be at work in the server. */
    private static void awaitSessionsGone(TestDatabase database) throws SQLException {
        String others = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and backend_type = 'client backend'";
        for (int look = 0; database.queryLong(others) > 0; look++) {
            assertThat(look).isLessThan(10_000);
        }
    }

    private void report(String what) {
        System.out.println("after " + what + " a checkpoint was signed again within "
                + recoveries.stream().mapToLong(Long::longValue).min().orElse(0) + " to "
                + recoveries.stream().mapToLong(Long::longValue).max().orElse(0) + " ms");
    }
}
