package dev.holdfast.auth.login;

import static dev.holdfast.auth.login.LoginFixture.PASSWORD;
import static dev.holdfast.auth.login.LoginFixture.login;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.Authenticated;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.password.PasswordJobs;
import dev.holdfast.auth.recovery.RecoveryJobs;
import dev.holdfast.auth.throttle.ThrottleJobs;
import dev.holdfast.auth.totp.TotpJobs;
import dev.holdfast.testkit.race.Isolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys of all of login's parts are rotated at once, while people log in by every second factor there is. */
class LoginRotationTest {
    private static final int PEOPLE = 18;
    private static final int THREADS = 6;
    /** Between their two steps when the keys change. */
    private static final int STRADDLING = 3;

    /** Every table that holds something under a key, and which of its rows are under the first one. */
    private static final Map<String, String> OLD = Map.of(
            "users", "password_hash LIKE '$hf1$k1$%'",
            "holdfast.totp_device", "key_id = 'k1'",
            "holdfast.recovery_code", "key_id = 'k1'",
            "holdfast.trusted_device", "key_id = 'k1'",
            "holdfast.login_challenge", "key_id = 'k1'",
            "holdfast.login_bucket", "key_id = 'k1'");

    private final Map<UserRef, String> devices = new ConcurrentHashMap<>();
    private LoginFixture host;

    @BeforeEach
    void open() throws Exception {
        host = new LoginFixture(Isolation.READ_COMMITTED);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void begin_allKeysRotatedUnderTraffic_refusesNobodyAndLeavesNothingUnderTheOldOnes() throws Exception {
        List<Person> people = people();
        List<SecondFactorRequired> begun =
                people.stream().limit(STRADDLING).map(host::challenged).toList();
        assertThat(OLD.keySet()).as("something to move in each").allMatch(table -> underTheOldKey(table) > 0);

        traffic(people.subList(STRADDLING, PEOPLE));

        for (int i = 0; i < STRADDLING; i++) {
            assertThat(answered(people.get(i), begun.get(i)))
                    .as("challenged before, answered after")
                    .isInstanceOf(Authenticated.class);
        }
        host.clock.advance(Duration.ofDays(1));
        logIn(people);
        List<Person> provided = afterTheJobs(people);
        assertThat(OLD.keySet())
                .allSatisfy(table -> assertThat(underTheOldKey(table)).as(table).isZero());

        host.retireAll("k1");
        logIn(provided);
    }

    /** The naive rotation: the old key is gone as soon as the new one is there. */
    @Test
    void naiveRotation_oldKeysGoneAtOnce_refusesLogins() {
        var unused = host.person("ada@shop.example");

        host.rotateAll("k2");
        host.retireAll("k1");

        assertThat(host.begin("ada@shop.example", PASSWORD)).isEqualTo(new LoginResult.Refused());
    }

    /** A third have a device that is remembered, and a failure on it. */
    private List<Person> people() {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = host.enrolled("person%d@shop.example".formatted(i));
            people.add(person);
            if (i % 3 == 2) {
                String challenge = host.challenged(person).challenge().exposeText();
                LoginCompletion remembered = LoginCompletion.of(challenge, "totp", person.codeAt(LoginFixture.NOW))
                        .rememberDevice("Firefox");
                keepDevice(login(host.flow.complete(remembered)));
                assertThat(host.flow.begin(request(person, "wrong password"))).isEqualTo(new LoginResult.Refused());
            }
        }
        host.clock.advance(Duration.ofHours(1));
        return people;
    }

    /** The keys change when half are through, and the batch jobs run beside the others. */
    private void traffic(List<Person> people) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch half = new CountDownLatch(people.size() / 2);
            List<Future<LoginResult>> logins = new ArrayList<>();
            for (Person person : people) {
                logins.add(threads.submit(() -> {
                    LoginResult result = logIn(person);
                    half.countDown();
                    return result;
                }));
            }
            half.await();
            host.rotateAll("k2");
            var passwords = PasswordJobs.of(host.passwordSetup).resealAll();
            var secrets = TotpJobs.of(host.totpSetup).resealAll();
            assertThat(passwords.unreadable() + secrets.unreadable()).isZero();
            for (Future<LoginResult> login : logins) {
                assertThat(login.get()).isInstanceOf(Authenticated.class);
            }
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
    }

    private void logIn(List<Person> people) {
        for (Person person : people) {
            assertThat(logIn(person)).as(person.name()).isInstanceOf(Authenticated.class);
        }
    }

    private LoginResult logIn(Person person) {
        LoginResult begun = host.flow.begin(request(person, PASSWORD));
        if (begun instanceof Authenticated done) {
            keepDevice(done.login());
        }
        return begun instanceof SecondFactorRequired required ? answered(person, required) : begun;
    }

    /** Half of those without a device have their authenticator at hand; the others spend a code. */
    private LoginResult answered(Person person, SecondFactorRequired required) {
        if (Integer.parseInt(person.user().userId()) % 3 == 1) {
            return host.complete(required, "totp", person.codeAt(host.clock.instant()));
        }
        int left = host.<Integer>inTx(tx -> host.recovery.remaining(tx, person.user()));
        return host.complete(required, "recovery_code", person.codes().get(left - 1));
    }

    private LoginRequest request(Person person, String password) {
        LoginRequest request = LoginRequest.of(LoginName.of(person.name()), password, LoginFixture.HERE);
        String token = devices.get(person.user());
        return token == null ? request : request.withDevice(token);
    }

    private void keepDevice(Login login) {
        String token = login.device().orElseThrow().token().exposeText();
        devices.put(login.user(), token);
    }

    /** What a host does until no old key is needed. */
    private List<Person> afterTheJobs(List<Person> people) {
        int left = 1;
        while (left > 0) {
            // What a login held during one run is left for the next.
            left = PasswordJobs.of(host.passwordSetup).resealAll().resealed()
                    + TotpJobs.of(host.totpSetup).resealAll().left();
        }
        // A code cannot be hashed anew without its text: users are asked to generate others.
        RecoveryJobs recovery = RecoveryJobs.of(host.recoverySetup);
        assertThat(recovery.usersUnderRetiringKeys()).isEqualTo(PEOPLE);
        List<Person> provided = people.stream().map(host::withNewCodes).toList();
        assertThat(recovery.usersUnderRetiringKeys()).isZero();
        host.clock.advance(Duration.ofDays(2));
        assertThat(host.flow.deleteExpired()).isPositive();
        assertThat(ThrottleJobs.of(host.throttleSetup).deleteStale()).isPositive();
        return provided;
    }

    private long underTheOldKey(String table) {
        return host.number("SELECT count(*) FROM " + table + " WHERE " + OLD.get(table));
    }
}
