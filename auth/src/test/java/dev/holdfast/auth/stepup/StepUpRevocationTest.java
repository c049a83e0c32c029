package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.ACTION;
import static dev.holdfast.auth.stepup.StepUpFixture.ALICE;
import static dev.holdfast.auth.stepup.StepUpFixture.PAYLOAD;
import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static dev.holdfast.auth.stepup.StepUpFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.stepup.StepUpFixture.Form;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepUpRevocationTest {
    private static final StepUpSubject ACME = new StepUpSubject("acme", "alice", "session-1");

    private final StepUpFixture fixture = new StepUpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void revokeAll_openToken_isWorthNothing(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);

        int first = revokeAll(form);
        int second = revokeAll(form);

        assertThat(first).isEqualTo(form == Form.OPAQUE ? 1 : 0);
        assertThat(second).isZero();
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.lastDenial()).isEqualTo("revoked");
        fixture.assertUnspent();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void revokeAll_hostRollsBack_tokenIsGood(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);

        int undone = fixture.onConnection(
                tx -> fixture.revocation(form).revokeAll(tx, "alice", RevocationReason.LOGOUT));

        assertThat(undone).isBetween(0, 1);
        assertThat(fixture.database.queryLong("select count(*) from holdfast.step_up_revocation"))
                .isZero();
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void revokeAll_tokenIssuedAfterwards_isGood(Form form) {
        int revoked = revokeAll(form);
        fixture.clock.advance(Duration.of(1, ChronoUnit.MICROS));
        StepUpIssue.Issued token = fixture.issued(form);

        assertThat(revoked).isZero();
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void revokeAll_otherUser_keepsTheirs(Form form) {
        StepUpIssue.Issued token = fixture.issued(form);

        int revoked =
                fixture.runner.call(tx -> fixture.revocation(form).revokeAll(tx, "bob", RevocationReason.LOGOUT));

        assertThat(revoked).isZero();
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void inTenant_sameUserIdElsewhere_keepsTheirs(Form form) {
        StepUpIssue.Issued here = fixture.issued(form, request(ACME));
        StepUpIssue.Issued elsewhere = fixture.issued(form);

        int revoked = fixture.runner.call(tx -> (form == Form.OPAQUE
                        ? fixture.tokens.inTenant("acme")
                        : fixture.signed.inTenant("acme"))
                .revokeAll(tx, "alice", RevocationReason.ROLE_CHANGED));

        assertThat(revoked).isEqualTo(form == Form.OPAQUE ? 1 : 0);
        assertThat(consumedBy(form, ACME, here)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.consumed(form, elsewhere)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void revokeSession_otherSession_keepsIts(Form form) {
        StepUpSubject other = StepUpSubject.of("alice", "session-2");
        StepUpIssue.Issued here = fixture.issued(form);
        StepUpIssue.Issued there = fixture.issued(form, request(other));

        int revoked = fixture.runner.call(tx -> form == Form.OPAQUE
                ? fixture.tokens.revokeSession(tx, ALICE, RevocationReason.LOGOUT)
                : fixture.signed.revokeSession(tx, ALICE, RevocationReason.LOGOUT));

        assertThat(revoked).isEqualTo(form == Form.OPAQUE ? 1 : 0);
        assertThat(fixture.consumed(form, here)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(consumedBy(form, other, there)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @Test
    void revokeAll_recorded_withReasonAndCount() {
        fixture.issued(Form.OPAQUE);
        revokeAll(Form.OPAQUE);

        assertThat(fixture.acts.get(1).action().name()).isEqualTo("step_up_token.revoke");
        assertThat(fixture.acts.get(1).reason()).isEqualTo("password_changed");
        assertThat(fixture.acts.get(1).metadata().json()).isEqualTo("{\"count\":1}");
    }

    @Test
    void cleanUp_keptLongEnough_goesAtTheBoundary() throws SQLException {
        StepUpIssue.Issued opaque = fixture.issued(Form.OPAQUE);
        StepUpIssue.Issued signed = fixture.issued(Form.SIGNED);
        assertThat(fixture.consumed(Form.OPAQUE, opaque)).isInstanceOf(StepUpResult.Accepted.class);
        assertThat(fixture.consumed(Form.SIGNED, signed)).isInstanceOf(StepUpResult.Accepted.class);
        fixture.clock.set(opaque.expiresAt().plus(Duration.ofDays(1)).minus(1, ChronoUnit.MICROS));
        assertThat(fixture.tokens.cleanUp()).isZero();
        fixture.clock.advance(Duration.of(1, ChronoUnit.MICROS));
        assertThat(fixture.signed.cleanUp()).isEqualTo(2);
        fixture.assertUnspent();
    }

    @Test
    void cleanUp_mark_outlivesEveryTokenItStops() {
        revokeAll(Form.SIGNED);
        fixture.clock.advance(Duration.ofDays(1).plus(StepUpPolicy.MAX_LIFETIME).minus(1, ChronoUnit.MICROS));
        assertThat(fixture.tokens.cleanUp()).isZero();
        fixture.clock.advance(Duration.of(1, ChronoUnit.MICROS));
        assertThat(fixture.tokens.cleanUp()).isOne();
    }

    @Test
    void cleanUp_manyRows_goesInBatchesAndSkipsLockedOnes() throws SQLException {
        fixture.issued(Form.OPAQUE);
        fixture.database.execute("insert into holdfast.step_up_token select gen_random_uuid(),"
                + " decode(lpad(to_hex(n), 64, '0'), 'hex'), key_id, tenant_id, user_id || n, session_id, action,"
                + " payload_digest, amr, acr, auth_level, authenticated_at, issued_at, expires_at"
                + " from holdfast.step_up_token, generate_series(1, 1201) n");
        fixture.clock.advance(Duration.ofDays(2));
        try (Connection other = fixture.database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from holdfast.step_up_token where user_id in ('alice', 'alice7') for update");

            assertThat(fixture.tokens.cleanUp()).isEqualTo(1200);
            other.rollback();
        }
        assertThat(fixture.tokens.cleanUp()).isEqualTo(2);
    }

    @CanIgnoreReturnValue
    private int revokeAll(Form form) {
        return fixture.runner.call(
                tx -> fixture.revocation(form).revokeAll(tx, "alice", RevocationReason.PASSWORD_CHANGED));
    }

    private StepUpResult consumedBy(Form form, StepUpSubject subject, StepUpIssue.Issued token) {
        return fixture.runner.call(tx -> form == Form.OPAQUE
                ? fixture.tokens.consume(tx, text(token), subject, ACTION, PAYLOAD)
                : fixture.signed.consume(tx, text(token), subject, ACTION, PAYLOAD));
    }
}
