package dev.holdfast.auth.login;

import static dev.holdfast.auth.login.LoginFixture.NOW;
import static dev.holdfast.auth.login.LoginFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.Refused;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.password.PasswordResult;
import dev.holdfast.core.secret.Secret;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a refusal costs and says, counted: the same for accounts in every state and for none. The naive form, which returns
 * as soon as it knows, is told apart by the same count.
 */
class LoginWorkTest {
    private static final List<String> NAMES = List.of(
            "wrong@shop.example",
            "nobody@shop.example",
            "locked@shop.example",
            "unverified@shop.example",
            "disabled@shop.example");

    private LoginFixture host;

    @BeforeEach
    void open() throws SQLException {
        host = new LoginFixture();
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** What somebody outside could see or measure, and what is recorded. */
    record Cost(int hashes, List<String> statements, int denials, int acts, LoginResult response) {}

    @Test
    void begin_accountsInEveryState_costAndSayTheSame() {
        people();

        Map<String, Cost> costs = costs(name -> host.begin(name, password(name)));

        assertThat(costs.values()).hasSize(5).containsOnly(costs.get("nobody@shop.example"));
        assertThat(costs.get("nobody@shop.example").response()).isEqualTo(new Refused());
        assertThat(costs.get("nobody@shop.example").hashes()).isOne();
        assertThat(costs.get("nobody@shop.example").statements()).isNotEmpty();
    }

    @Test
    void begin_accountsInEveryState_areToldApartByTheRecordAlone() {
        people();

        for (String name : NAMES) {
            assertThat(host.begin(name, password(name))).isEqualTo(new Refused());
        }

        assertThat(host.reasons())
                .containsExactly("wrong_password", "unknown_account", "locked", "unverified", "disabled");
    }

    @Test
    void naiveBegin_accountsInEveryState_areToldApart() {
        people();

        Map<String, Cost> costs = costs(name -> naive(name, password(name)));

        assertThat(costs.get("nobody@shop.example")).isNotEqualTo(costs.get("wrong@shop.example"));
        assertThat(costs.get("locked@shop.example")).isNotEqualTo(costs.get("wrong@shop.example"));
    }

    @Test
    void complete_accountsInEveryState_costAndSayTheSame() {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (String change : List.of(
                "is_active = true",
                "locked_until = 'infinity'",
                "is_verified = false",
                "is_active = false",
                "email = 'renamed@shop.example'")) {
            Person person = host.enrolled("person%d@shop.example".formatted(costs.size()));
            SecondFactorRequired required = host.challenged(person);
            host.execute("UPDATE users SET %s WHERE id = %s"
                    .formatted(change, person.user().userId()));
            costs.put(change, cost(() -> host.complete(required, "totp", person.wrongCode())));
        }
        Person deleted = host.enrolled("deleted@shop.example");
        SecondFactorRequired required = host.challenged(deleted);
        host.execute("DELETE FROM users WHERE id = " + deleted.user().userId());
        costs.put("deleted", cost(() -> host.complete(required, "totp", deleted.wrongCode())));

        assertThat(costs.values()).hasSize(6).containsOnly(costs.get("is_active = true"));
        assertThat(costs.get("deleted").response()).isEqualTo(new Refused());
    }

    @Test
    void naiveComplete_accountsInEveryState_areToldApart() {
        Person active = host.enrolled("active@shop.example");
        Person locked = host.enrolled("locked@shop.example");
        host.execute("UPDATE users SET locked_until = 'infinity' WHERE id = "
                + locked.user().userId());

        assertThat(cost(() -> naive(locked))).isNotEqualTo(cost(() -> naive(active)));
    }

    @Test
    void complete_rightCodeOfALockedAccount_isRefusedAndUsesNoCodeUp() {
        Person ada = host.enrolled("ada@shop.example");
        SecondFactorRequired locked = host.challenged(ada);
        host.execute("UPDATE users SET locked_until = 'infinity'");
        host.forget();

        assertThat(host.complete(locked, "totp", ada.codeAt(NOW))).isEqualTo(new Refused());
        assertThat(host.complete(locked, "recovery_code", ada.codes().get(0))).isEqualTo(new Refused());
        assertThat(host.reasons()).containsExactly("locked", "locked");

        host.execute("UPDATE users SET locked_until = NULL");
        assertThat(host.complete(locked, "totp", ada.codeAt(NOW))).isInstanceOf(LoginResult.Authenticated.class);
        assertThat(host.<Integer>inTx(tx -> host.recovery.remaining(tx, ada.user())))
                .isEqualTo(10);
    }

    private void people() {
        for (String name : NAMES) {
            if (!name.startsWith("nobody")) {
                var unused = host.person(name);
            }
        }
        host.execute("UPDATE users SET locked_until = 'infinity' WHERE email LIKE 'locked%'")
                .execute("UPDATE users SET is_verified = false WHERE email LIKE 'unverified%'")
                .execute("UPDATE users SET is_active = false WHERE email LIKE 'disabled%'");
        host.forget();
    }

    /** Everybody but the first knows the right password. */
    private static String password(String name) {
        return name.startsWith("wrong") ? "wrong password" : PASSWORD;
    }

    private Map<String, Cost> costs(Function<String, LoginResult> login) {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (String name : NAMES) {
            costs.put(name, cost(() -> login.apply(name)));
        }
        return costs;
    }

    private Cost cost(Supplier<LoginResult> step) {
        host.forget();
        LoginResult response = step.get();
        return new Cost(host.hashes.get(), host.spy.statements(), host.denials.size(), host.acts.size(), response);
    }

    /** Looks before it hashes. */
    private LoginResult naive(String name, String password) {
        Optional<Account> account = host.inTx(tx -> host.accounts.find(tx, LoginName.of(name), NOW));
        if (account.filter(Account::isActive).isEmpty()) {
            return new Refused();
        }
        PasswordResult result = host.passwords.verify(account.map(Account::user), Secret.ofText(password));
        assertThat(result).isInstanceOf(PasswordResult.Wrong.class);
        return new Refused();
    }

    /** Looks before it checks the code. */
    private LoginResult naive(Person person) {
        return host.inTx(tx -> {
            if (host.accounts
                    .get(tx, person.user(), NOW)
                    .filter(Account::isActive)
                    .isPresent()) {
                var unused =
                        host.recovery.spend(tx, person.user(), person.codes().get(0));
            }
            return new Refused();
        });
    }
}
