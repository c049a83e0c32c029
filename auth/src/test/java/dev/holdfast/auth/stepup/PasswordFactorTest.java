package dev.holdfast.auth.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordFactorTest extends StepUpFactorContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final TransactionRunner runner = TransactionRunner.over(database.dataSource());
    private final AtomicInteger checks = new AtomicInteger();
    private final StepUpFactor factor = StepUpFactor.password((tx, subject, password) -> {
        checks.incrementAndGet();
        return subject.equals(StepUpFixture.ALICE) && password.equals(Secret.ofText(StepUpFixture.PASSWORD));
    });

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected StepUpFactor factor() {
        return factor;
    }

    @Override
    protected TransactionRunner runner() {
        return runner;
    }

    @Override
    protected StepUpSubject subject() {
        return StepUpFixture.ALICE;
    }

    @Override
    protected Secret rightResponse() {
        return Secret.ofText(StepUpFixture.PASSWORD);
    }

    @Override
    protected Secret wrongResponse() {
        return Secret.ofText("Tr0ub4dor&3");
    }

    @Override
    protected boolean isSingleUse() {
        return false;
    }

    @Test
    void verify_1024BytesAndOneMore_checksOnlyTheFirst() {
        assertThat(verified(StepUpFactor.MAX_PASSWORD_BYTES))
                .isEqualTo(new FactorResult.Rejected(FactorResult.Reason.WRONG));
        assertThat(verified(StepUpFactor.MAX_PASSWORD_BYTES + 1))
                .isEqualTo(new FactorResult.Rejected(FactorResult.Reason.MALFORMED));
        assertThat(checks).hasValue(1);
    }

    private FactorResult verified(int length) {
        return runner.call(tx -> factor.verify(tx, StepUpFixture.ALICE, Secret.ofText("x".repeat(length))));
    }
}
