package dev.holdfast.examples.omniscience.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.auth.AuthSchema;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.host.LoginHost;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.omniscience.app.TeamLogin.Answer;
import dev.holdfast.examples.omniscience.app.TeamLogin.Request;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's login against a database. */
class TeamLoginTest {
    private static final String PASSWORD = "long nights need strong tea";
    private static final UserRef MIRA = UserRef.of("7");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final Database address = new Database(database.jdbcUrl(), database.user(), database.password());
    private final HikariDataSource requestPool = address.pool("requests", 4);
    private final HikariDataSource evidencePool = address.pool("evidence", 2);
    private final TransactionRunner requests = TransactionRunner.over(requestPool);
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T12:00:15Z"));
    private final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    private final Map<String, KeyRing> rings = new ConcurrentHashMap<>();
    private final TeamLogin login = new TeamLogin(
            new LoginHost.Runners(requests, TransactionRunner.over(evidencePool)),
            AuditTrail.of((tx, event) -> {}, (tx, event) -> denials.add(event), clock),
            purpose -> rings.computeIfAbsent(purpose, one -> KeyRing.of(one, "k1", Secret.random(RANDOM, 32))),
            clock);

    @BeforeEach
    void install() throws SQLException {
        database.execute(AuthSchema.module().ddl(Namespace.defaults()));
        database.execute("CREATE TABLE member (id bigint PRIMARY KEY, email text NOT NULL, password_hash text,"
                + " is_active boolean NOT NULL DEFAULT true, locked_until timestamptz);"
                + " INSERT INTO member (id, email, password_hash) VALUES (7, 'Mira@team.example',"
                + " '$2b$10$zSn4fSWWYxAoZBR.7kDUNuHvc3Lqfg5i59.jEG9JIgDtGWDYnIDom')");
    }

    @AfterEach
    void close() {
        login.close();
        requestPool.close();
        evidencePool.close();
        database.close();
    }

    @Test
    void login_passwordAlone_isDone() {
        assertThat(begin(PASSWORD, null)).isEqualTo(Answer.of(200, "7", List.of("pwd")));
    }

    @Test
    void login_withAuthenticator_asksOnceAndTrustsTheDevice() {
        TotpSecret secret = enrol();
        Answer first = begin(PASSWORD, null);
        assertThat(first.list()).containsExactly("totp");
        Answer done = login.complete(request(null), first.body(), "totp", codeNow(secret));
        assertThat(done.list()).containsExactly("pwd", "otp", "mfa");
        assertThat(done.deviceCookie()).isNotNull();

        Answer again = begin(PASSWORD, done.deviceCookie());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.list()).containsExactly("pwd");
    }

    @Test
    void login_authenticatorLost_endsWithARecoveryCodeOnce() {
        var unused = enrol();
        String code = requests.call(tx -> login.codes.generate(tx, MIRA))
                .fold(made -> made, () -> {
                    throw failed();
                })
                .get(0)
                .exposeText();
        Answer done = login.complete(request(null), begin(PASSWORD, null).body(), "recovery_code", code);
        assertThat(done.list()).containsExactly("pwd", "recovery", "mfa");

        Answer second = login.complete(request(null), begin(PASSWORD, null).body(), "recovery_code", code);

        assertThat(second).isEqualTo(Answer.of(401, "", List.of()));
    }

    /** What an enrolment takes back are the logins that were begun before it as well. */
    @Test
    void login_begunBeforeAFactorChanged_hasToBeginAgain() {
        TotpSecret secret = enrol();
        Answer begun = begin(PASSWORD, null);
        var unused = requests.call(tx -> login.codes.generate(tx, MIRA));

        assertThat(login.complete(request(null), begun.body(), "totp", codeNow(secret))
                        .status())
                .isEqualTo(401);
        assertThat(denials).last().extracting(SecurityEvent::reason).isEqualTo("challenge_ended");
    }

    @Test
    void login_wrongPasswords_areRefusedThenToldToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(begin("a guess", null)).isEqualTo(Answer.of(401, "", List.of()));
        }
        assertThat(begin(PASSWORD, null)).isEqualTo(Answer.of(429, "30", List.of()));
    }

    @Test
    void login_eleventhRequestOfAMoment_isLimited() {
        for (int i = 0; i < 10; i++) {
            assertThat(login.complete(request(null), "no challenge", "totp", "000000")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(login.complete(request(null), "no challenge", "totp", "000000")
                        .status())
                .isEqualTo(429);
    }

    private Answer begin(String password, @Nullable String cookie) {
        return login.begin(request(cookie), "mira@team.example", password);
    }

    private static Request request(@Nullable String cookie) {
        return new Request("10.0.0.5", List.of("192.0.2.66, 198.51.100.20"), cookie);
    }

    /** Ten minutes before the test goes on, so that the present code is unused. */
    private TotpSecret enrol() {
        TotpEnrolment.Pending pending = requests.call(tx -> login.authenticators.begin(tx, MIRA, "phone"))
                .fold(
                        begun -> begun,
                        reason -> {
                            throw failed();
                        },
                        () -> {
                            throw failed();
                        });
        TotpSecret secret = pending.uri().secret();
        var unused = requests.call(tx -> login.authenticators.confirm(tx, MIRA, pending.deviceId(), codeNow(secret)))
                .fold(
                        device -> device,
                        reason -> {
                            throw failed();
                        },
                        () -> {
                            throw failed();
                        });
        clock.advance(Duration.ofMinutes(10));
        return secret;
    }

    private String codeNow(TotpSecret secret) {
        TotpParameters parameters = TotpParameters.defaults();
        return TotpCodes.of(parameters).codeAt(secret, parameters.stepAt(clock.instant()));
    }

    private static AssertionError failed() {
        return new AssertionError("the enrolment must succeed");
    }
}
