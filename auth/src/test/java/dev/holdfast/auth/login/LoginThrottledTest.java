package dev.holdfast.auth.login;

import static dev.holdfast.auth.login.LoginFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.login.LoginResult.Refused;
import dev.holdfast.auth.login.LoginResult.RetryLater;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.race.Isolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a login costs that the throttle refuses: one statement decides, no hash is computed, whoever the account is. */
class LoginThrottledTest {
    private static final int ATTACKERS = 200;
    /** Of one account from one address. */
    private static final int BUDGET = 5;

    /** What somebody outside could see or measure. */
    private record Cost(int hashes, List<String> statements, LoginResult response) {}

    @Test
    void begin_throttled_isOneDecidingStatementAndNoHash() throws Exception {
        try (LoginFixture host = new LoginFixture()) {
            var unused = host.person("ada@shop.example");

            Cost allowed = cost(host, () -> host.begin("ada@shop.example", "guess"));
            for (int i = 1; i < BUDGET; i++) {
                assertThat(host.begin("ada@shop.example", "guess")).isEqualTo(new Refused());
            }
            Cost refused = cost(host, () -> host.begin("ada@shop.example", PASSWORD));

            assertThat(allowed.hashes()).isOne();
            assertThat(onBuckets(allowed)).singleElement().asString().contains("INSERT", "ON CONFLICT", "DO UPDATE");
            assertThat(refused.response()).isEqualTo(new RetryLater(Duration.ofSeconds(30)));
            assertThat(refused.hashes()).isZero();
            // The same statement decides; what is left to wait for is one look.
            assertThat(onBuckets(refused))
                    .hasSize(2)
                    .first()
                    .isEqualTo(onBuckets(allowed).get(0));
            assertThat(onBuckets(refused).get(1).strip()).startsWith("SELECT");
            assertThat(refused.statements())
                    .as("the hash is not even read")
                    .noneMatch(sql -> sql.contains("password_hash"));
        }
    }

    @Test
    void begin_throttled_costsAndSaysTheSameForAccountsInEveryState() throws Exception {
        try (LoginFixture host = new LoginFixture()) {
            Map<String, Cost> costs = costs(host, request -> host.flow.begin(request));

            assertThat(costs.values()).hasSize(3).containsOnly(costs.get("nobody@shop.example"));
            assertThat(costs.get("nobody@shop.example").response()).isInstanceOf(RetryLater.class);
            assertThat(costs.get("nobody@shop.example").hashes()).isZero();
        }
    }

    /** Counts for accounts that exist: whoever is never made to wait does not. */
    @Test
    void naiveBegin_countingKnownAccountsAlone_tellsThemApart() throws Exception {
        try (LoginFixture host = new LoginFixture()) {
            Map<String, Cost> costs = costs(
                    host,
                    request -> host.inTx(tx -> host.accounts.find(tx, request.name(), LoginFixture.NOW))
                                    .isEmpty()
                            ? new Refused()
                            : host.flow.begin(request));

            assertThat(costs.get("nobody@shop.example")).isNotEqualTo(costs.get("ada@shop.example"));
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void begin_twoHundredWrongPasswordsAtOnce_computesTheBudgetsHashes(Isolation isolation) throws Exception {
        try (LoginFixture host = new LoginFixture(isolation)) {
            var unused = host.person("ada@shop.example");
            for (String name : List.of("ada@shop.example", "nobody@shop.example")) {
                host.forget();
                List<LoginResult> results = atOnce(() -> host.begin(name, "guess"));

                long refused =
                        results.stream().filter(Refused.class::isInstance).count();
                assertThat(host.hashes.get())
                        .as("a hash for each guess that was looked at")
                        .isEqualTo((int) refused);
                assertThat(results.stream().filter(RetryLater.class::isInstance))
                        .hasSize(ATTACKERS - (int) refused);
                // Above READ COMMITTED a conflict refuses unchecked, so that fewer may be let through, never more.
                assertThat(host.hashes.get()).isBetween(isolation == Isolation.READ_COMMITTED ? BUDGET : 1, BUDGET);
                host.execute("TRUNCATE holdfast.login_bucket");
            }
        }
    }

    /** Looks how many have failed, hashes, counts: all have looked before the first one counts. */
    @ParameterizedTest
    @EnumSource(Isolation.class)
    void naiveBegin_twoHundredWrongPasswordsAtOnce_computesMoreHashesThanTheBudget(Isolation isolation)
            throws Exception {
        try (LoginFixture host = new LoginFixture(isolation)) {
            var user = host.person("ada@shop.example");
            host.execute("CREATE TABLE naive_failure (at timestamptz)");
            host.forget();
            CyclicBarrier looked = new CyclicBarrier(ATTACKERS);
            List<Long> seen = atOnce(() -> {
                long failures = host.inTx(
                        tx -> tx.fetchOne("SELECT count(*) FROM naive_failure").get(0, Long.class));
                int unused = looked.await();
                if (failures < BUDGET) {
                    var wrong = host.passwords.verify(Optional.of(user), Secret.ofText("guess"));
                    int counted = host.inTx(tx -> tx.execute("INSERT INTO naive_failure VALUES (now())"));
                    assertThat(wrong.toString() + counted).endsWith("1");
                }
                return failures;
            });

            assertThat(seen).hasSize(ATTACKERS);
            assertThat(host.hashes.get()).isGreaterThan(BUDGET);
        }
    }

    private interface Login {
        LoginResult begin(LoginRequest request);
    }

    /** The cost of the attempt after the budget's last, for each name from an address of its own. */
    private static Map<String, Cost> costs(LoginFixture host, Login login) {
        var unused = host.person("ada@shop.example");
        unused = host.person("locked@shop.example");
        host.execute("UPDATE users SET locked_until = 'infinity' WHERE email LIKE 'locked%'");
        Map<String, Cost> costs = new LinkedHashMap<>();
        int address = 0;
        for (String name : List.of("ada@shop.example", "nobody@shop.example", "locked@shop.example")) {
            ClientAddress client =
                    ClientAddress.parse("198.51.100." + ++address).orElseThrow();
            LoginRequest guess = LoginRequest.of(LoginName.of(name), "guess", client);
            for (int i = 0; i < BUDGET; i++) {
                assertThat(login.begin(guess)).isEqualTo(new Refused());
            }
            costs.put(name, cost(host, () -> login.begin(guess)));
        }
        return costs;
    }

    private static Cost cost(LoginFixture host, Supplier<LoginResult> step) {
        host.forget();
        LoginResult response = step.get();
        return new Cost(host.hashes.get(), host.spy.statements(), response);
    }

    private static List<String> onBuckets(Cost cost) {
        return cost.statements().stream()
                .filter(sql -> sql.contains("login_bucket"))
                .toList();
    }

    private static <T> List<T> atOnce(Callable<T> attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(ATTACKERS);
        try {
            CyclicBarrier start = new CyclicBarrier(ATTACKERS);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < ATTACKERS; i++) {
                running.add(threads.submit(() -> {
                    int unused = start.await();
                    return attempt.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
    }
}
