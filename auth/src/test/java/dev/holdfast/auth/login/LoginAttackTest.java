package dev.holdfast.auth.login;

import static dev.holdfast.auth.login.LoginFixture.NOW;
import static dev.holdfast.auth.login.LoginFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.Authenticated;
import dev.holdfast.auth.login.LoginResult.Refused;
import dev.holdfast.auth.login.LoginResult.RetryLater;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.auth.login.account.LoginName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs to another, and names and answers spelled otherwise. */
class LoginAttackTest {
    private static final ClientAddress THERE =
            ClientAddress.parse("198.51.100.9").orElseThrow();

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
    void complete_answersOfAnotherUser_areRefusedAndStayTheirs() {
        Person ada = host.enrolled("ada@shop.example");
        Person bob = host.enrolled("bob@shop.example");
        SecondFactorRequired adas = host.challenged(ada);

        assertThat(host.complete(adas, "totp", bob.codeAt(NOW))).isEqualTo(new Refused());
        assertThat(host.complete(adas, "recovery_code", bob.codes().get(0))).isEqualTo(new Refused());

        SecondFactorRequired bobs = host.challenged(bob);
        assertThat(host.complete(bobs, "totp", bob.codeAt(NOW))).isInstanceOf(Authenticated.class);
        assertThat(host.complete(
                        host.challenged(bob), "recovery_code", bob.codes().get(0)))
                .isInstanceOf(Authenticated.class);
        assertThat(host.complete(adas, "totp", ada.codeAt(NOW))).isInstanceOf(Authenticated.class);
    }

    /** An attacker with an account and a trusted device of their own is a stranger to the victim's. */
    @Test
    void begin_deviceOfAnotherUser_sparesNothingAndHasNoBudgetOfItsOwn() {
        Person ada = host.enrolled("ada@shop.example");
        String bobs = host.remembered(host.enrolled("bob@shop.example"));
        host.clock.set(NOW.plus(Duration.ofDays(1)));

        assertThat(host.flow.begin(request(ada.name(), PASSWORD).withDevice(bobs)))
                .isInstanceOf(SecondFactorRequired.class);
        for (int i = 0; i < 5; i++) {
            assertThat(host.flow.begin(request(ada.name(), "guess").withDevice(bobs)))
                    .isEqualTo(new Refused());
        }
        assertThat(host.flow.begin(request(ada.name(), "guess").withDevice(bobs)))
                .isInstanceOf(RetryLater.class);
        assertThat(host.flow.begin(request("bob@shop.example", PASSWORD).withDevice(bobs)))
                .as("still bob's")
                .isInstanceOf(Authenticated.class);
    }

    /** The token of a device is no challenge, and a challenge no device, although both are tokens of one form. */
    @Test
    void begin_tokensInOneAnothersPlace_areRefused() {
        Person ada = host.enrolled("ada@shop.example");
        String device = host.remembered(ada);
        SecondFactorRequired required = host.challenged(ada);

        assertThat(host.flow.complete(
                        LoginCompletion.of(device, "recovery_code", ada.codes().get(0))))
                .isEqualTo(new Refused());
        assertThat(host.flow.begin(request(ada.name(), PASSWORD)
                        .withDevice(required.challenge().exposeText())))
                .isInstanceOf(SecondFactorRequired.class);
        assertThat(host.reasons()).containsExactly("challenge_malformed");
    }

    /** É as one character and as two: both are the name that stands in the table, composed. */
    @Test
    void begin_nameDecomposed_isTheSameAccount() {
        var unused = host.person("ren\u00e9e@shop.example");

        assertThat(host.begin("Rene\u0301e@shop.example", PASSWORD)).isInstanceOf(Authenticated.class);
        assertThat(host.begin("REN\u00c9E@SHOP.EXAMPLE", PASSWORD)).isInstanceOf(Authenticated.class);
        assertThat(host.begin("renee@shop.example", PASSWORD)).isEqualTo(new Refused());
    }

    /** Whatever cannot be seen, or looks alike, is not the account, and buys no guess beyond the account's own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200bda@shop.example",
                "\u202eada@shop.example",
                "ada\u00ad@shop.example",
                "\uff41da@shop.example",
                "ada@shop.example\u2066\u2069",
                "\u2003ada@shop.example\u00a0"
            })
    void begin_nameInDisguise_sharesTheAccountsBudget(String disguised) {
        var unused = host.person("ada@shop.example");
        for (int i = 0; i < 5; i++) {
            assertThat(host.flow.begin(request(disguised, "guess"))).isEqualTo(new Refused());
        }

        assertThat(host.flow.begin(request("ada@shop.example", PASSWORD))).isInstanceOf(RetryLater.class);
    }

    /** Cut where a character has two units: neither thrown at the user, nor anybody's name. */
    @Test
    void begin_namesOfAnyLengthAndUnpairedHalves_areRefused() {
        var unused = host.person("ada?@shop.example");

        for (String name : List.of(
                "x".repeat(319) + "\ud83d\udd11@shop.example",
                "\ud83d\udd11".repeat(500),
                "ada\ud83d@shop.example",
                "\udd11\ud83d",
                "\u0958".repeat(320),
                "\u0130".repeat(320))) {
            assertThat(host.flow.begin(request(name, PASSWORD))).isEqualTo(new Refused());
        }
        assertThat(host.flow.begin(request("ada?@shop.example", PASSWORD))).isInstanceOf(Authenticated.class);
    }

    /** As people type and paste them: the codes are right. What merely looks like them is not. */
    @Test
    void complete_recoveryCodeAsTyped_isAccepted() {
        Person ada = host.enrolled("ada@shop.example");
        List<String> codes = ada.codes();

        assertThat(answered(ada, codes.get(0).toLowerCase(Locale.ROOT).replace('-', ' ')))
                .isInstanceOf(Authenticated.class);
        assertThat(answered(ada, "\t" + codes.get(1).replace('-', '\u2011') + "\r\n"))
                .isInstanceOf(Authenticated.class);
        assertThat(answered(ada, codes.get(2).replace("-", "\u200b"))).isEqualTo(new Refused());
        assertThat(answered(ada, codes.get(3) + codes.get(4))).isEqualTo(new Refused());
    }

    private LoginResult answered(Person person, String code) {
        return host.complete(host.challenged(person), "recovery_code", code);
    }

    private static LoginRequest request(String name, String password) {
        return LoginRequest.of(LoginName.of(name), password, THERE);
    }
}
