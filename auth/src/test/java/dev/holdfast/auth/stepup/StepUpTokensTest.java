package dev.holdfast.auth.stepup;

import static dev.holdfast.auth.stepup.StepUpFixture.ACTION;
import static dev.holdfast.auth.stepup.StepUpFixture.ALICE;
import static dev.holdfast.auth.stepup.StepUpFixture.PASSWORD;
import static dev.holdfast.auth.stepup.StepUpFixture.PAYLOAD;
import static dev.holdfast.auth.stepup.StepUpFixture.PIN;
import static dev.holdfast.auth.stepup.StepUpFixture.request;
import static dev.holdfast.auth.stepup.StepUpFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.SessionAuthentication;
import dev.holdfast.auth.stepup.freshness.StepUpRequirement;
import dev.holdfast.auth.stepup.freshness.StepUpRule;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepUpTokensTest {
    private final StepUpFixture fixture = new StepUpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_firstTime_grantSaysWhoWhatAndHow(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form, request().with("pin", PIN));
        fixture.clock.advance(Duration.ofSeconds(20));

        StepUpGrant grant = ((StepUpResult.Accepted) fixture.consumed(form, token)).grant();

        assertThat(grant.tokenId()).isEqualTo(token.id());
        assertThat(grant.subject()).isEqualTo(ALICE);
        assertThat(grant.action()).isEqualTo(ACTION);
        assertThat(grant.payload()).isEqualTo(PAYLOAD);
        assertThat(grant.amr()).containsExactly("pwd", "pin");
        assertThat(grant.authenticatedAt()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(token.expiresAt()).isEqualTo("2026-11-21T10:05:00Z");
        assertThat(fixture.spends()).isOne();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_secondTime_isRejectedAsUsed(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);

        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Rejected.class);

        assertThat(fixture.lastDenial()).isEqualTo("used");
        assertThat(fixture.denials.get(0).severity()).isEqualTo(Severity.HIGH);
        assertThat(fixture.spends()).isOne();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_oneMicrosecondBeforeExpiry_isAccepted(Form form) {
        StepUpIssue.Issued token = fixture.issued(form);
        fixture.clock.set(token.expiresAt().minus(1, ChronoUnit.MICROS));

        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_atExpiry_isRejectedAsExpired(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);
        fixture.clock.set(token.expiresAt());

        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Rejected.class);

        assertThat(fixture.lastDenial()).isEqualTo("expired");
        fixture.assertUnspent();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_hostRollsBack_tokenIsUnspent(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);

        StepUpResult undone = fixture.onConnection(tx -> fixture.consume(form, tx, text(token)));

        assertThat(undone).isInstanceOf(StepUpResult.Accepted.class);
        fixture.assertUnspent();
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @Test
    void issue_hostRollsBack_leavesNoRow() throws SQLException {
        StepUpIssue undone = fixture.onConnection(tx -> fixture.tokens.issue(tx, request()));

        assertThat(fixture.database.queryLong("select count(*) from holdfast.step_up_token"))
                .isZero();
        assertThat(fixture.consumed(Form.OPAQUE, (StepUpIssue.Issued) undone))
                .isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.lastDenial()).isEqualTo("unknown");
    }

    @Test
    void issue_openTokenThere_takesItsPlace() throws SQLException {
        StepUpIssue.Issued first = fixture.issued(Form.OPAQUE);
        StepUpIssue.Issued second = fixture.issued(Form.OPAQUE);

        assertThat(fixture.consumed(Form.OPAQUE, first)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.lastDenial()).isEqualTo("replaced");
        assertThat(fixture.database.queryLong("select count(*) from holdfast.step_up_token"))
                .isOne();
        assertThat(fixture.consumed(Form.OPAQUE, second)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @Test
    void issue_otherSessionActionOrTenant_leavesTheOpenOneAlone() {
        StepUpIssue.Issued first = fixture.issued(Form.OPAQUE);
        StepUpIssue.Issued session = fixture.issued(Form.OPAQUE, request(StepUpSubject.of("alice", "session-2")));
        StepUpIssue.Issued tenant =
                fixture.issued(Form.OPAQUE, request(new StepUpSubject("acme", "alice", "session-1")));
        StepUpIssue.Issued action = fixture.issued(
                Form.OPAQUE,
                StepUpRequest.of(ALICE, StepUpAction.of("user.delete"), PAYLOAD).with("pwd", PASSWORD));

        assertThat(List.of(first.id(), session.id(), tenant.id(), action.id())).doesNotHaveDuplicates();
        assertThat(fixture.consumed(Form.OPAQUE, first)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @Test
    void issue_stored_hashOnly() throws SQLException {
        StepUpIssue.Issued token = fixture.issued(Form.OPAQUE);

        String row = fixture.database
                .queryStrings("select t::text from holdfast.step_up_token t")
                .get(0);

        assertThat(row).contains(token.id().toString()).doesNotContain(text(token));
        String secret = text(token).substring("hfsu_".length() + 23);
        assertThat(row).doesNotContain(secret);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consumeOwned_twice_oneIsAccepted(Form form) throws SQLException {
        String presented = text(fixture.issued(form));

        List<StepUpResult> results = List.of(owned(form, presented), owned(form, presented));

        assertThat(results.get(0)).isInstanceOf(StepUpResult.Accepted.class);
        assertThat(results.get(1)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.spends()).isOne();
    }

    @Test
    void consume_keyRotated_olderTokenIsAccepted() {
        StepUpIssue.Issued token = fixture.issued(Form.OPAQUE);
        StepUpIssue.Issued jwt = fixture.issued(Form.SIGNED);
        fixture.tokenKeys = fixture.tokenKeys.rotate("t2", Secret.random(new SecureRandom(), 32));
        fixture.jwtKeys = fixture.jwtKeys.rotate("j2", Secret.random(new SecureRandom(), 32));

        assertThat(fixture.consumed(Form.OPAQUE, token)).isInstanceOf(StepUpResult.Accepted.class);
        assertThat(fixture.consumed(Form.SIGNED, jwt)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void consume_keyCompromised_isRejectedAtOnce(Form form) throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);
        fixture.tokenKeys = fixture.tokenKeys
                .rotate("t2", Secret.random(new SecureRandom(), 32))
                .withStatus("t1", KeyStatus.COMPROMISED);
        fixture.jwtKeys = fixture.jwtKeys
                .rotate("j2", Secret.random(new SecureRandom(), 32))
                .withStatus("j1", KeyStatus.COMPROMISED);

        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.lastDenial()).isEqualTo("unknown");
        fixture.assertUnspent();
    }

    @Test
    void consume_withoutTransaction_isWrongUse() throws SQLException {
        StepUpIssue.Issued token = fixture.issued(Form.OPAQUE);
        try (Connection connection = fixture.database.connect()) {
            assertThatThrownBy(() ->
                            fixture.consume(Form.OPAQUE, DSL.using(connection, SQLDialect.POSTGRES), text(token)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("autocommit");
        }
        fixture.assertUnspent();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void events_ofIssueAndSpend_nameTokenUserAndTenant(Form form) {
        StepUpSubject subject = new StepUpSubject("acme", "alice", "session-1");
        StepUpIssue.Issued token = fixture.issued(form, request(subject));

        SecurityEvent event = fixture.acts.get(0);

        assertThat(event.action().name()).isEqualTo("step_up_token.issue");
        assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(event.targets())
                .containsExactly(Target.of("step_up_token", token.id().toString()));
        assertThat(event.actor()).isEqualTo(Actor.user("alice").withSession("session-1"));
        assertThat(event.context().tenantId()).isEqualTo("acme");
        assertThat(event.metadata().values()).containsEntry("action", "user.change_role");
    }

    @Test
    void events_requestKnowsItsActor_keepIt() {
        Actor support = Actor.user("support-7").withOnBehalfOf("alice");
        try (RequestScope scope = RequestScope.open(RequestContext.of(support))) {
            assertThat(scope).isNotNull();
            StepUpIssue.Issued token = fixture.issued(Form.OPAQUE);
            assertThat(token.id().version()).isEqualTo(7);
        }
        assertThat(fixture.acts.get(0).actor()).isEqualTo(support);
    }

    @Test
    void requirement_freshEnoughSession_needsNoToken() {
        fixture.use(StepUpPolicy.defaults()
                .withRule(ACTION, StepUpRule.atLeast(AuthLevel.ONE_FACTOR, Duration.ofMinutes(2))));
        Instant now = fixture.clock.instant();

        StepUpRequirement fresh = fixture.tokens.requirement(
                ACTION, new SessionAuthentication(AuthLevel.ONE_FACTOR, now.minusSeconds(119)));
        StepUpRequirement stale = fixture.tokens.requirement(
                ACTION, new SessionAuthentication(AuthLevel.ONE_FACTOR, now.minusSeconds(120)));
        StepUpRequirement other = fixture.tokens.requirement(
                StepUpAction.of("user.delete"), new SessionAuthentication(AuthLevel.TWO_FACTORS, now));

        assertThat(fresh).isInstanceOf(StepUpRequirement.Satisfied.class);
        assertThat(stale).isInstanceOf(StepUpRequirement.Needed.class);
        assertThat(other).isInstanceOf(StepUpRequirement.Needed.class);
    }

    @Test
    void payload_sameFieldsInOtherOrder_sameDigest() {
        assertThat(PayloadDigest.of(Map.of("role", "admin", "target", "bob"))).isEqualTo(PAYLOAD);
        assertThat(PayloadDigest.of(Map.of("role", "adminb", "target", "ob"))).isNotEqualTo(PAYLOAD);
    }

    private StepUpResult owned(Form form, String presented) {
        return form == Form.OPAQUE
                ? fixture.tokens.consumeOwned(presented, ALICE, ACTION, PAYLOAD)
                : fixture.signed.consumeOwned(presented, ALICE, ACTION, PAYLOAD);
    }
}
