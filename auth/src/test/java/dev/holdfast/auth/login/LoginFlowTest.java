package dev.holdfast.auth.login;

import static dev.holdfast.auth.login.LoginFixture.NOW;
import static dev.holdfast.auth.login.LoginFixture.PASSWORD;
import static dev.holdfast.auth.login.LoginFixture.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.login.Login.SecondFactorState;
import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.Authenticated;
import dev.holdfast.auth.login.LoginResult.Refused;
import dev.holdfast.auth.login.LoginResult.RetryLater;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.auth.login.account.LoginName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginFlowTest {
    private static final Duration TICK = Duration.ofNanos(1000);

    private LoginFixture host;

    @BeforeEach
    void open() throws SQLException {
        host = new LoginFixture();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void begin_passwordAlone_isAuthenticated() {
        UserRef user = host.person("ada@shop.example");
        host.forget();

        Login login = login(host.begin(" Ada@Shop.example", PASSWORD));

        assertThat(login.user()).isEqualTo(user);
        assertThat(login.amr()).containsExactly("pwd");
        assertThat(login.authenticatedAt()).isEqualTo(NOW);
        assertThat(login.secondFactor()).isEqualTo(SecondFactorState.NOT_ENROLLED);
        assertThat(login.hints().mustChangePassword()).isFalse();
        assertThat(host.acts).extracting(event -> event.action().name()).contains("authn.login_success");
        assertThat(host.acts)
                .allMatch(event -> !event.action().name().equals("authn.login_success")
                        || "203.0.113.7".equals(event.context().sourceIp()));
    }

    @Test
    void begin_markedPassword_saysThatItMustBeChanged() {
        var unused = host.person("ada@shop.example");
        host.execute("UPDATE users SET must_change = true");

        assertThat(login(host.begin("ada@shop.example", PASSWORD)).hints().mustChangePassword())
                .isTrue();
    }

    @Test
    void complete_code_isAuthenticatedByBoth() {
        Person ada = host.enrolled("ada@shop.example");
        SecondFactorRequired required = host.challenged(ada);

        assertThat(required.methods()).containsExactly("totp", "recovery_code");
        assertThat(required.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        Login login = login(host.complete(required, "totp", ada.codeAt(NOW)));
        assertThat(login.user()).isEqualTo(ada.user());
        assertThat(login.amr()).containsExactly("pwd", "otp", "mfa");
        assertThat(login.secondFactor()).isEqualTo(SecondFactorState.VERIFIED);
        assertThat(login.device()).isEmpty();
    }

    @Test
    void complete_replayedCodeInANewLogin_isRefused() {
        Person ada = host.enrolled("ada@shop.example");
        assertThat(host.complete(host.challenged(ada), "totp", ada.codeAt(NOW))).isInstanceOf(Authenticated.class);

        assertThat(host.complete(host.challenged(ada), "totp", ada.codeAt(NOW))).isEqualTo(new Refused());
        assertThat(host.reasons()).containsExactly("replayed_response");
    }

    @Test
    void complete_challengeUsedBefore_isRefused() {
        Person ada = host.enrolled("ada@shop.example");
        SecondFactorRequired required = host.challenged(ada);
        assertThat(host.complete(required, "totp", ada.codeAt(NOW))).isInstanceOf(Authenticated.class);

        assertThat(host.complete(required, "recovery_code", ada.codes().get(0))).isEqualTo(new Refused());
        assertThat(host.reasons()).containsExactly("challenge_ended");
        assertThat(host.<Integer>inTx(tx -> host.recovery.remaining(tx, ada.user())))
                .isEqualTo(10);
    }

    @Test
    void complete_recoveryCode_saysHowManyAreLeft() {
        Person ada = host.enrolled("ada@shop.example");

        Login login = login(
                host.complete(host.challenged(ada), "recovery_code", ada.codes().get(3)));

        assertThat(login.amr()).containsExactly("pwd", "recovery", "mfa");
        assertThat(login.hints().recoveryCodesLeft()).isEqualTo(OptionalInt.of(9));
        assertThat(host.complete(
                        host.challenged(ada), "recovery_code", ada.codes().get(3)))
                .isEqualTo(new Refused());
    }

    @Test
    void begin_recoveryCodesAlone_asksForNothingMore() {
        Person ada = host.enrolled("ada@shop.example");
        host.execute("UPDATE holdfast.totp_device SET disabled_at = confirmed_at, sealed_secret = NULL, key_id = NULL");

        assertThat(host.begin(ada.name(), PASSWORD)).isInstanceOf(Authenticated.class);
    }

    @Test
    void complete_atExpiry_isRefusedAndOneTickBeforeNot() {
        Person ada = host.enrolled("ada@shop.example");
        SecondFactorRequired late = host.challenged(ada);
        SecondFactorRequired timely = host.challenged(ada);

        host.clock.set(timely.expiresAt());
        assertThat(host.complete(late, "totp", ada.codeAt(host.clock.instant())))
                .isEqualTo(new Refused());
        host.clock.set(timely.expiresAt().minus(TICK));
        assertThat(host.complete(timely, "totp", ada.codeAt(host.clock.instant())))
                .isInstanceOf(Authenticated.class);
        assertThat(host.reasons()).containsExactly("challenge_expired");
    }

    @Test
    void complete_afterFiveWrongResponses_isRefusedUnchecked() {
        Person ada = host.enrolled("ada@shop.example");
        SecondFactorRequired required = host.challenged(ada);
        for (int i = 0; i < 5; i++) {
            assertThat(host.complete(required, "recovery_code", "wrong")).isEqualTo(new Refused());
        }

        assertThat(host.complete(required, "recovery_code", ada.codes().get(0))).isEqualTo(new Refused());
        assertThat(host.reasons()).hasSize(6).endsWith("challenge_spent");
        assertThat(host.complete(
                        host.challenged(ada), "recovery_code", ada.codes().get(0)))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void complete_strangeChallengeOrMethod_isRefused() {
        Person ada = host.enrolled("ada@shop.example");
        SecondFactorRequired required = host.challenged(ada);
        host.forget();

        assertThat(host.flow.complete(LoginCompletion.of("", "totp", ""))).isEqualTo(new Refused());
        assertThat(host.spy.statements())
                .as("a malformed token costs no lookup")
                .isEmpty();
        assertThat(host.complete(required, "carrier_pigeon", "coo")).isEqualTo(new Refused());
        host.execute("DELETE FROM holdfast.login_challenge");
        assertThat(host.complete(required, "totp", ada.codeAt(NOW))).isEqualTo(new Refused());
        assertThat(host.reasons()).containsExactly("challenge_malformed", "unknown_method", "challenge_unknown");
    }

    @Test
    void begin_rememberedDevice_sparesTheSecondFactorAndRotates() {
        Person ada = host.enrolled("ada@shop.example");
        SecondFactorRequired required = host.challenged(ada);
        Login first =
                login(host.flow.complete(LoginCompletion.of(required.challenge().exposeText(), "totp", ada.codeAt(NOW))
                        .rememberDevice("Firefox on Linux")));
        String token = first.device().orElseThrow().token().exposeText();
        host.clock.set(NOW.plus(Duration.ofDays(1)));

        Login second = login(host.flow.begin(request(ada, PASSWORD).withDevice(token)));

        assertThat(second.secondFactor()).isEqualTo(SecondFactorState.TRUSTED_DEVICE);
        assertThat(second.amr()).as("a trusted device is no factor").containsExactly("pwd");
        assertThat(second.device().orElseThrow().id())
                .isEqualTo(first.device().orElseThrow().id());
        assertThat(second.device().orElseThrow().token().exposeText()).isNotEqualTo(token);
        assertThat(host.flow.begin(request(ada, PASSWORD).withDevice("hftd_nonsense")))
                .isInstanceOf(SecondFactorRequired.class);
    }

    @Test
    void begin_wrongPasswordOnARememberedDevice_leavesTheTokenAsItIs() {
        Person ada = host.enrolled("ada@shop.example");
        String token = host.remembered(ada);
        host.clock.set(NOW.plus(Duration.ofDays(1)));

        assertThat(host.flow.begin(request(ada, "wrong password").withDevice(token)))
                .isEqualTo(new Refused());
        assertThat(host.flow.begin(request(ada, PASSWORD).withDevice(token))).isInstanceOf(Authenticated.class);
    }

    @Test
    void begin_throttledByStrangers_stillLetsTheKnownDeviceIn() {
        Person ada = host.enrolled("ada@shop.example");
        String token = host.remembered(ada);
        LoginResult last = host.begin(ada.name(), "guess");
        for (int i = 0; i < 30 && !(last instanceof RetryLater); i++) {
            last = host.begin(ada.name(), "guess");
        }
        host.forget();

        assertThat(last).isInstanceOf(RetryLater.class);
        assertThat(host.begin(ada.name(), PASSWORD)).as("throttled").isInstanceOf(RetryLater.class);
        assertThat(host.hashes.get()).as("a throttled attempt computes no hash").isZero();
        ClientAddress home = ClientAddress.parse("198.51.100.20").orElseThrow();
        assertThat(host.flow.begin(LoginRequest.of(LoginName.of(ada.name()), PASSWORD, home)
                        .withDevice(token)))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void begin_noLaneFree_isRetryLaterAndTakesNoAttempt() {
        var unused = host.person("ada@shop.example");
        for (int i = 0; i < 50; i++) {
            assertThat(host.hashing.tryRun(lane -> host.begin("ada@shop.example", PASSWORD)))
                    .hasValueSatisfying(result -> assertThat(result)
                            .isInstanceOfSatisfying(
                                    RetryLater.class,
                                    later -> assertThat(later.retryAfter()).isPositive()));
        }

        assertThat(host.begin("ada@shop.example", PASSWORD)).isInstanceOf(Authenticated.class);
    }

    @Test
    void begin_rightPasswords_takeNoAttempt() {
        var unused = host.person("ada@shop.example");

        for (int i = 0; i < 50; i++) {
            assertThat(host.begin("ada@shop.example", PASSWORD)).isInstanceOf(Authenticated.class);
        }
    }

    @Test
    void begin_oddInput_isRefusedNotThrown() {
        var unused = host.person("ada@shop.example");

        for (String name : List.of("", "\0", "a".repeat(100_000), "\uD800", "' OR true --")) {
            assertThat(host.begin(name, PASSWORD))
                    .as(name.length() + " characters")
                    .isEqualTo(new Refused());
        }
        for (String password : List.of("", "\0", "x".repeat(100_000), "\uD800")) {
            assertThat(host.begin("ada@shop.example", password)).isEqualTo(new Refused());
        }
    }

    @Test
    void deleteExpired_overMoreThanABatch_leavesWhatIsOpen() {
        Person ada = host.enrolled("ada@shop.example");
        var unused = host.challenged(ada);
        host.execute("INSERT INTO holdfast.login_challenge SELECT gen_random_uuid(), sha256(n::text::bytea), key_id,"
                + " tenant_id, user_id, login_name, country, must_change, attempts, issued_at - interval '1 hour',"
                + " '" + NOW + "' FROM holdfast.login_challenge, generate_series(1, 501) n");

        assertThat(host.flow.deleteExpired()).isEqualTo(501);
        assertThat(host.number("SELECT count(*) FROM holdfast.login_challenge")).isOne();
    }

    @Test
    void rememberDevice_blankLabel_saysSo() {
        LoginCompletion completion = LoginCompletion.of("challenge", "totp", "123456");

        assertThatThrownBy(() -> completion.rememberDevice(" ")).hasMessage("label must not be blank");
    }

    private static LoginRequest request(Person person, String password) {
        return LoginRequest.of(LoginName.of(person.name()), password, LoginFixture.HERE);
    }
}
