package dev.holdfast.auth.recovery;

import dev.holdfast.auth.recovery.RecoveryFixture.Holder;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpFactorContract;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RecoveryFactorTest extends StepUpFactorContract {
    private static RecoveryFixture fixture;

    private Holder alice;

    @BeforeAll
    static void open() throws SQLException {
        fixture = new RecoveryFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void generate() {
        alice = fixture.generate();
    }

    @Override
    protected StepUpFactor factor() {
        return fixture.codes.asFactor();
    }

    @Override
    protected TransactionRunner runner() {
        return fixture.runner;
    }

    @Override
    protected StepUpSubject subject() {
        return StepUpSubject.of(alice.user().userId(), "session-1");
    }

    @Override
    protected Secret rightResponse() {
        return Secret.ofText(alice.code(0));
    }

    @Override
    protected Secret wrongResponse() {
        return Secret.ofText(RecoveryFixture.wrongCode());
    }

    @Override
    protected boolean isSingleUse() {
        return true;
    }
}
