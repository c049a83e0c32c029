package dev.holdfast.auth.login;

import static dev.holdfast.auth.login.LoginFixture.NOW;
import static dev.holdfast.auth.login.LoginFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.Authenticated;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.login.factor.SecondFactorResult;
import dev.holdfast.core.secret.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Something breaks within a step: nobody is logged in by halves, and nobody loses what was not used. */
class LoginFailureTest {
    private LoginFixture host;
    private Person ada;

    @BeforeEach
    void open() throws SQLException {
        host = new LoginFixture();
        ada = host.enrolled("ada@shop.example");
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void complete_connectionLostAfterTheCheck_leavesTheCodeAndTheChallengeUnspent() {
        Severed severed = new Severed(SecondFactor.recoveryCodes(host.recovery));
        LoginFlow flow = LoginFlow.of(host.setup, host.parts.withSecondFactors(parts(severed)));
        SecondFactorRequired required = challenged(flow);
        LoginCompletion completion = LoginCompletion.of(
                required.challenge().exposeText(), "recovery_code", ada.codes().get(0));

        assertThatThrownBy(() -> flow.complete(completion)).isNotNull();

        assertThat(codesLeft()).isEqualTo(10);
        assertThat(flow.complete(completion)).isInstanceOf(Authenticated.class);
        assertThat(codesLeft()).isEqualTo(9);
        assertThat(host.number("SELECT attempts FROM holdfast.login_challenge"))
                .as("the lost attempt stays counted")
                .isEqualTo(2);
    }

    /** A login that cannot be recorded does not happen. */
    @Test
    void complete_trailIsDown_isNoLoginAndUsesNothingUp() {
        SecondFactorRequired required = host.challenged(ada);
        host.trailIsDown.set(true);

        assertThatThrownBy(() -> host.complete(required, "totp", ada.codeAt(NOW)))
                .hasMessage("the audit log takes nothing");

        host.trailIsDown.set(false);
        assertThat(host.complete(required, "totp", ada.codeAt(NOW))).isInstanceOf(Authenticated.class);
    }

    @Test
    void begin_trailIsDown_givesNoChallengeAndNoLogin() {
        host.trailIsDown.set(true);

        assertThatThrownBy(() -> host.begin(ada.name(), PASSWORD)).hasMessage("the audit log takes nothing");

        assertThat(host.number("SELECT count(*) FROM holdfast.login_challenge")).isZero();
        host.trailIsDown.set(false);
        assertThat(host.begin(ada.name(), PASSWORD)).isInstanceOf(SecondFactorRequired.class);
    }

    /** A clock that was set back shuts nobody out of the login under way, and brings no used code back. */
    @Test
    void complete_clockSetBack_goesOnAndRefusesTheUsedCode() {
        assertThat(host.complete(host.challenged(ada), "totp", ada.codeAt(NOW))).isInstanceOf(Authenticated.class);
        SecondFactorRequired required = host.challenged(ada);
        host.clock.set(NOW.minus(Duration.ofMinutes(1)));

        assertThat(host.complete(required, "totp", ada.codeAt(NOW.minus(Duration.ofMinutes(1)))))
                .as("an earlier step than the one used")
                .isEqualTo(new LoginResult.Refused());
        assertThat(host.complete(required, "totp", ada.codeAt(NOW))).isEqualTo(new LoginResult.Refused());
        assertThat(host.complete(required, "recovery_code", ada.codes().get(0))).isInstanceOf(Authenticated.class);
    }

    private SecondFactor[] parts(SecondFactor recovery) {
        return new SecondFactor[] {host.parts.secondFactors().get(0), recovery};
    }

    private SecondFactorRequired challenged(LoginFlow flow) {
        LoginRequest request = LoginRequest.of(LoginName.of(ada.name()), PASSWORD, LoginFixture.HERE);
        return (SecondFactorRequired) flow.begin(request);
    }

    private int codesLeft() {
        return host.<Integer>inTx(tx -> host.recovery.remaining(tx, ada.user()));
    }

    /** Ends its connection once, after the response was found right. */
    private static final class Severed implements SecondFactor {
        private final SecondFactor factor;
        private final AtomicBoolean first = new AtomicBoolean(true);

        Severed(SecondFactor factor) {
            this.factor = factor;
        }

        @Override
        public String method() {
            return factor.method();
        }

        @Override
        public String amr() {
            return factor.amr();
        }

        @Override
        public boolean isEnrolled(DSLContext tx, UserRef user) {
            return factor.isEnrolled(tx, user);
        }

        @Override
        public boolean isFallback() {
            return factor.isFallback();
        }

        @Override
        public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
            SecondFactorResult result = factor.verify(tx, user, response, challengeId);
            if (first.getAndSet(false)) {
                assertThat(result).isInstanceOf(SecondFactorResult.Accepted.class);
                var unused = tx.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
            return result;
        }
    }
}
