package dev.holdfast.auth.stepup;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationContract;
import dev.holdfast.auth.stepup.StepUpFixture.Form;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class StepUpTokensRevocationContractTest {
    private abstract static class Tokens extends RevocationContract {
        private final Form form;
        private final StepUpFixture fixture = new StepUpFixture();
        private int sessions;

        Tokens(Form form) {
            this.form = form;
        }

        @AfterEach
        void close() {
            fixture.close();
        }

        @Override
        protected Revocation revocation() {
            return fixture.revocation(form);
        }

        @Override
        protected DataSource dataSource() {
            return fixture.database.dataSource();
        }

        /** In a session of its own: of one session and action, a new token takes the place of the open one. */
        @Override
        protected BooleanSupplier give(String userId) {
            sessions++;
            StepUpSubject subject = StepUpSubject.of(userId, "session-" + sessions);
            // A token issued at the very instant of a revocation is revoked with it.
            fixture.clock.advance(Duration.of(1, ChronoUnit.MICROS));
            StepUpIssue.Issued token = fixture.issued(form, StepUpFixture.request(subject));
            return () -> fixture.runner.call(tx -> consumed(tx, subject, token)) instanceof StepUpResult.Accepted;
        }

        private StepUpResult consumed(DSLContext tx, StepUpSubject subject, StepUpIssue.Issued token) {
            String text = StepUpFixture.text(token);
            return form == Form.OPAQUE
                    ? fixture.tokens.consume(tx, text, subject, StepUpFixture.ACTION, StepUpFixture.PAYLOAD)
                    : fixture.signed.consume(tx, text, subject, StepUpFixture.ACTION, StepUpFixture.PAYLOAD);
        }
    }

    @Nested
    class Opaque extends Tokens {
        Opaque() {
            super(Form.OPAQUE);
        }
    }

    @Nested
    class Signed extends Tokens {
        Signed() {
            super(Form.SIGNED);
        }

        @Override
        protected boolean isCounted() {
            return false;
        }
    }
}
