package dev.holdfast.auth.password;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpFactorContract;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PasswordFactorTest extends StepUpFactorContract {
    private static PasswordFixture fixture;
    private static UserRef alice;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new PasswordFixture();
        alice = fixture.userWith(PasswordFixture.RIGHT);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Override
    protected StepUpFactor factor() {
        return fixture.passwords.asFactor();
    }

    @Override
    protected TransactionRunner runner() {
        return fixture.runner;
    }

    @Override
    protected StepUpSubject subject() {
        return StepUpSubject.of(alice.userId(), "session-1");
    }

    @Override
    protected Secret rightResponse() {
        return PasswordFixture.RIGHT;
    }

    @Override
    protected Secret wrongResponse() {
        return PasswordFixture.WRONG;
    }

    @Override
    protected boolean isSingleUse() {
        return false;
    }
}
