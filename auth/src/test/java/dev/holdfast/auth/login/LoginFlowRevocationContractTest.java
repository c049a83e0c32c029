package dev.holdfast.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationContract;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.login.LoginFixture.Person;
import dev.holdfast.auth.login.LoginResult.SecondFactorRequired;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The logins between their two steps, as what a change of password or factors takes back. */
class LoginFlowRevocationContractTest extends RevocationContract {
    private final Map<String, Person> people = new HashMap<>();
    private LoginFixture host;
    private int codes;

    @BeforeEach
    void open() throws SQLException {
        host = new LoginFixture();
        people.put("1", host.enrolled("ada@shop.example"));
        people.put("2", host.enrolled("bob@shop.example"));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Override
    protected String user() {
        return "1";
    }

    @Override
    protected String otherUser() {
        return "2";
    }

    @Override
    protected Revocation revocation() {
        return host.flow;
    }

    @Override
    protected DataSource dataSource() {
        return host.database.dataSource();
    }

    @Override
    protected BooleanSupplier give(String userId) {
        Person person = people.get(userId);
        SecondFactorRequired required = host.challenged(person);
        String code = person.codes().get(codes++);
        return () -> host.complete(required, "recovery_code", code) instanceof LoginResult.Authenticated;
    }

    @Test
    void inTenant_another_leavesTheLoginAlone() {
        BooleanSupplier login = give("1");

        assertThat(host.<Integer>inTx(
                        tx -> host.flow.inTenant("elsewhere").revokeAll(tx, "1", RevocationReason.PASSWORD_CHANGED)))
                .isZero();
        assertThat(login.getAsBoolean()).isTrue();
    }

    @Test
    void revocation_madeWithoutTheFlow_endsTheLoginAsTheFlowDoes() {
        BooleanSupplier login = give("1");
        Revocation apart = LoginFlow.revocation(host.setup);

        assertThat(host.<Integer>inTx(tx -> apart.revokeAll(tx, "1", RevocationReason.FACTOR_CHANGED)))
                .isEqualTo(1);
        assertThat(login.getAsBoolean()).isFalse();
    }
}
