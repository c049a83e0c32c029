package dev.holdfast.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.testkit.LeakProbe;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Looks for passwords, codes, tokens and typed names wherever text comes out. */
class LoginLeakTest {
    private static final String TYPED = "my password in the wrong field";

    @Test
    void texts_ofEveryTypeEventAndRow_holdNoSecret() throws SQLException {
        try (LoginFixture host = new LoginFixture()) {
            Person ada = host.enrolled("ada@shop.example");
            LoginRequest request = LoginRequest.of(LoginName.of(TYPED), LoginFixture.PASSWORD, LoginFixture.HERE)
                    .withDevice("hftd_token");
            LoginResult unknown = host.flow.begin(request);
            SecondFactorRequired required = host.challenged(ada);
            String challenge = required.challenge().exposeText();
            LoginCompletion completion = LoginCompletion.of(challenge, "totp", ada.codeAt(LoginFixture.NOW))
                    .rememberDevice("Firefox");
            LoginResult done = host.flow.complete(completion);
            LeakProbe probe = new LeakProbe();
            probe.secret(LoginFixture.PASSWORD);
            probe.secret(TYPED);
            probe.secret(challenge);
            probe.secret("hftd_token");
            probe.secret(ada.codeAt(LoginFixture.NOW));
            probe.secret(LoginFixture.login(done).device().orElseThrow().token().exposeText());

            probe.assertAbsent(
                    request.toString(),
                    unknown.toString(),
                    required.toString(),
                    completion.toString(),
                    done.toString(),
                    host.setup.toString(),
                    host.acts.toString(),
                    host.denials.toString(),
                    host.database
                            .queryStrings("SELECT c::text FROM holdfast.login_challenge c")
                            .toString());
        }
    }

    @Test
    void exceptions_ofABrokenTable_holdNoSecret() throws SQLException {
        try (LoginFixture host = new LoginFixture()) {
            Person ada = host.enrolled("ada@shop.example");
            host.execute("ALTER TABLE holdfast.login_challenge ADD CONSTRAINT broken CHECK (attempts < 0) NOT VALID");

            Throwable broken = catchThrowable(() -> host.challenged(ada));

            LeakProbe probe = new LeakProbe();
            probe.secret(LoginFixture.PASSWORD);
            probe.secret(ada.name());
            assertThat(broken).hasStackTraceContaining("broken");
            probe.assertNotIn(broken);
        }
    }
}
