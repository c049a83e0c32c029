package dev.holdfast.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpFactorContract;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void asFactor_codeOnceAndAgain_isVerifiedThenReplayed() {
        StepUpFactor factor = factor();
        StepUpSubject subject = subject();
        Secret response = rightResponse();
        assertThat(factor.amr()).isEqualTo("otp");
        assertThat(respond(factor, subject, response)).isEqualTo(new FactorResult.Verified());
        assertThat(respond(factor, subject, response))
                .isEqualTo(new FactorResult.Rejected(FactorResult.Reason.REPLAYED));
        assertThat(respond(factor, subject, Secret.ofText("x".repeat(100_000))))
                .isEqualTo(new FactorResult.Rejected(FactorResult.Reason.MALFORMED));
        assertThat(FactorResult.Reason.values())
                .extracting(Enum::name)
                .contains(Arrays.stream(TotpResult.Reason.values())
                        .map(Enum::name)
                        .toArray(String[]::new));
    }

    private static FactorResult respond(StepUpFactor factor, StepUpSubject subject, Secret response) {
        return totp.inTx(tx -> factor.verify(tx, subject, response));
    }
}
