package dev.holdfast.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.core.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host says is checked where it says it; what was typed never is. */
class LoginRequestTest {
    private static final LoginRequest REQUEST = LoginRequest.of(LoginName.of(""), "", ClientAddress.NONE);

    @ParameterizedTest
    @ValueSource(strings = {"ch", "CHE", "", "C", "C\n"})
    void withCountry_noCode_throws(String code) {
        assertThatThrownBy(() -> REQUEST.withCountry(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("country must be two upper-case letters or digits");
    }

    @Test
    void withCountry_code_isTaken() {
        assertThat(REQUEST.withCountry("CH").country()).contains("CH");
    }

    @Test
    void withDevice_noCookie_presentsNothing() {
        assertThat(REQUEST.withDevice("hftd_token").withDevice(null).deviceToken())
                .isEmpty();
        assertThat(REQUEST.withDevice("").deviceToken()).isPresent();
    }

    @Test
    void completion_blankLabel_throws() {
        Secret typed = Secret.ofText("x");
        assertThatThrownBy(() -> new LoginCompletion(typed, "totp", typed, Optional.of(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("label");
    }
}
