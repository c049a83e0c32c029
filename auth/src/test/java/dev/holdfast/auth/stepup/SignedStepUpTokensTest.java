package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.ACTION;
import static dev.holdfast.auth.stepup.StepUpFixture.ALICE;
import static dev.holdfast.auth.stepup.StepUpFixture.PAYLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.auth.stepup.jwt.StepUpClaims;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the signed form can be asked: tokens that a good key signed, with times no policy gives. */
class SignedStepUpTokensTest {
    private final StepUpFixture fixture = new StepUpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT15M, accepted",
        "PT0S, PT15M0.000001S, unknown",
        "PT5S, PT5M, accepted",
        "PT5.000001S, PT5M, not_yet_valid",
        "-PT5M, PT5M0.000001S, accepted",
        "-PT5M, PT5M, expired",
    })
    void consume_signedTimes_areHeldToTheBounds(Duration ahead, Duration lifetime, String outcome) throws SQLException {
        Instant issuedAt = fixture.clock.instant().plus(ahead);
        String token = signed(issuedAt, issuedAt.plus(lifetime));

        StepUpResult result = fixture.runner.call(tx -> fixture.consume(Form.SIGNED, tx, token));

        assertThat(result.<String>fold(grant -> "accepted", challenge -> fixture.lastDenial(), () -> "conflict"))
                .isEqualTo(outcome);
        assertThat(fixture.spends()).isEqualTo(outcome.equals("accepted") ? 1 : 0);
    }

    @Test
    void issue_twice_bothAreGood() {
        StepUpIssue.Issued first = fixture.issued(Form.SIGNED);
        StepUpIssue.Issued second = fixture.issued(Form.SIGNED);

        assertThat(fixture.consumed(Form.SIGNED, first)).isInstanceOf(StepUpResult.Accepted.class);
        assertThat(fixture.consumed(Form.SIGNED, second)).isInstanceOf(StepUpResult.Accepted.class);
    }

    private String signed(Instant issuedAt, Instant expiresAt) {
        return fixture.jwt
                .sign(new StepUpClaims(
                        UUID.fromString("019a9f00-0000-7000-8000-000000000001"),
                        ALICE.tenantId(),
                        ALICE.userId(),
                        ALICE.sessionId(),
                        ACTION.name(),
                        PAYLOAD.hex(),
                        "urn:holdfast:acr:1fa",
                        List.of("pwd"),
                        issuedAt,
                        issuedAt,
                        expiresAt))
                .exposeText();
    }
}
