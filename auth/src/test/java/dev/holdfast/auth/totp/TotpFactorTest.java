package dev.holdfast.auth.totp;

import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpFactorContract;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class TotpFactorTest extends StepUpFactorContract {
    private static TotpFixture totp;

    private Enrolled alice;

    @BeforeAll
    static void open() throws SQLException {
        totp = new TotpFixture();
    }

    @AfterAll
    static void close() {
        totp.close();
    }

    @BeforeEach
    void enrol() {
        alice = totp.enrol();
    }

    @Override
    protected StepUpFactor factor() {
        return totp.verifier.asFactor();
    }

    @Override
    protected TransactionRunner runner() {
        return totp.runner;
    }

    @Override
    protected StepUpSubject subject() {
        return StepUpSubject.of(alice.user().userId(), "session-1");
    }

    @Override
    protected Secret rightResponse() {
        return Secret.ofText(alice.codeAt(TotpFixture.NOW));
    }

    @Override
    protected Secret wrongResponse() {
        return Secret.ofText(alice.wrongCode());
    }

    @Override
    protected boolean isSingleUse() {
        return true;
    }
}
