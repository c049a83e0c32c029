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
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.auth.stepup.StepUpFixture.Form;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.StepUpRule;
import dev.holdfast.auth.stepup.jwt.StepUpJwt;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each form gets that it must refuse, the reason on record, and that nothing is written. */
class StepUpRefusalTest {
    private static final PayloadDigest OTHER_PAYLOAD = PayloadDigest.of(Map.of("target", "bob", "role", "owner"));

    private final StepUpFixture fixture = new StepUpFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** One presentation that must be refused. */
    private record Use(String presented, StepUpSubject subject, StepUpAction action, PayloadDigest payload) {
        static Use of(String presented) {
            return new Use(presented, ALICE, ACTION, PAYLOAD);
        }
    }

    private interface Attempt {
        Use of(String token);
    }

    static Stream<Arguments> refusals() {
        return Stream.<Object[]>of(
                        row("missing", token -> Use.of(null)),
                        row("missing", token -> Use.of("")),
                        row("missing", token -> Use.of("   ")),
                        row("malformed", token -> Use.of("hfsu_1_2")),
                        row("malformed", token -> Use.of(token + "A")),
                        row("malformed", token -> Use.of(" " + token)),
                        row("malformed", token -> Use.of(token.substring(0, token.length() - 1))),
                        row("malformed", token -> Use.of("x".repeat(100_000))),
                        row("wrong_user", t -> new Use(t, StepUpSubject.of("mallory", "session-1"), ACTION, PAYLOAD)),
                        row("wrong_user", t ->
                                new Use(t, new StepUpSubject("acme", "alice", "session-1"), ACTION, PAYLOAD)),
                        row("wrong_session", t -> new Use(t, StepUpSubject.of("alice", "s-2"), ACTION, PAYLOAD)),
                        row("wrong_action", t -> new Use(t, ALICE, StepUpAction.of("user.delete"), PAYLOAD)),
                        row("wrong_payload", t -> new Use(t, ALICE, ACTION, OTHER_PAYLOAD)))
                .flatMap(row -> Arrays.stream(Form.values()).map(form -> arguments(form, row[0], row[1])));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void consume_notGood_isRejectedAlikeAndRecordedTruly(Form form, String reason, Attempt attempt)
            throws SQLException {
        StepUpIssue.Issued token = fixture.issued(form);
        Use use = attempt.of(text(token));

        StepUpResult result = fixture.runner.call(tx -> consume(form, tx, use));

        assertThat(result)
                .isEqualTo(new StepUpResult.Rejected(
                        StepUpPolicy.defaults().rule(ACTION).challenge()));
        assertThat(fixture.denials).hasSize(1);
        assertThat(fixture.lastDenial()).isEqualTo(reason);
        fixture.assertUnspent();
        assertThat(fixture.consumed(form, token)).isInstanceOf(StepUpResult.Accepted.class);
    }

    @Test
    void consume_wellFormedButForeign_isUnknown() {
        StepUpIssue.Issued opaque = fixture.issued(Form.OPAQUE);
        StepUpIssue.Issued signed = fixture.issued(Form.SIGNED);
        fixture.tokenKeys = KeyRing.of(StepUpTokens.PURPOSE, "t1", Secret.random(new SecureRandom(), 32));
        fixture.jwtKeys = KeyRing.of(StepUpJwt.PURPOSE, "j1", Secret.random(new SecureRandom(), 32));

        assertThat(fixture.consumed(Form.OPAQUE, opaque)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.lastDenial()).isEqualTo("unknown");
        assertThat(fixture.consumed(Form.SIGNED, signed)).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.lastDenial()).isEqualTo("unknown");
    }

    static Stream<Arguments> badRequests() {
        StepUpRequest bare = StepUpRequest.of(ALICE, ACTION, PAYLOAD);
        return Stream.<Object[]>of(
                        new Object[] {"missing", bare},
                        new Object[] {"missing", bare.with("pwd", "").with("pin", null)},
                        new Object[] {"unknown_factor", bare.with("sms", "123456")},
                        new Object[] {"unknown_factor", request().with("sms", "123456")},
                        new Object[] {"wrong", bare.with("pwd", "correct horse battery stapl")},
                        new Object[] {"malformed", bare.with("pwd", PASSWORD + "x".repeat(1024))},
                        new Object[] {"replayed", request().with("pin", "000000")},
                        new Object[] {"wrong", bare.with("pwd", "x").with("pin", PIN)})
                .flatMap(row -> Arrays.stream(Form.values()).map(form -> arguments(form, row[0], row[1])));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void issue_notProven_isRejectedAlikeAndRecordedTruly(Form form, String reason, StepUpRequest request)
            throws SQLException {
        StepUpIssue result = fixture.runner.call(tx -> fixture.issue(form, tx, request));

        assertThat(result)
                .isEqualTo(new StepUpIssue.Rejected(
                        StepUpPolicy.defaults().rule(ACTION).challenge()));
        assertThat(fixture.lastDenial()).isEqualTo(reason);
        assertThat(fixture.acts).isEmpty();
        assertThat(fixture.database.queryLong("select count(*) from holdfast.step_up_token"))
                .isZero();
    }

    @Test
    void issue_tooFewFactorsForTheAction_asksForMore() {
        fixture.use(StepUpPolicy.defaults().withRule(ACTION, StepUpRule.always(AuthLevel.TWO_FACTORS)));

        StepUpIssue one = fixture.runner.call(tx -> fixture.tokens.issue(tx, request()));
        StepUpIssue two = fixture.runner.call(tx -> fixture.tokens.issue(tx, request().with("pin", PIN)));

        assertThat(one)
                .isEqualTo(new StepUpIssue.Rejected(
                        StepUpRule.always(AuthLevel.TWO_FACTORS).challenge()));
        assertThat(fixture.lastDenial()).isEqualTo("insufficient_level");
        assertThat(two).isInstanceOf(StepUpIssue.Issued.class);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void denial_hostRollsBack_survives(Form form, String reason, Attempt attempt) throws SQLException {
        fixture.database.execute("create table if not exists denial (reason text not null)");
        AuditSink table = (tx, event) ->
                assertThat(tx.execute("insert into denial values (?)", event.reason())).isOne();
        fixture.use(
                StepUpPolicy.defaults(),
                fixture.trail(AuditSink.discarding(), AuditSink.independent(fixture.runner, table)));
        Use use = attempt.of(text(fixture.issued(form)));

        StepUpResult undone = fixture.onConnection(tx -> consume(form, tx, use));

        assertThat(undone).isInstanceOf(StepUpResult.Rejected.class);
        assertThat(fixture.database.queryStrings("select reason from denial")).containsExactly(reason);
    }

    @Test
    void act_sinkThrows_tokenIsUnspent() throws SQLException {
        StepUpIssue.Issued token = fixture.issued(Form.OPAQUE);
        fixture.use(
                StepUpPolicy.defaults(),
                fixture.trail(
                        (tx, event) -> {
                            throw new IllegalStateException("disk full");
                        },
                        AuditSink.discarding()));

        assertThatThrownBy(() -> fixture.consumed(Form.OPAQUE, token)).hasMessage("disk full");

        fixture.assertUnspent();
    }

    @Test
    void of_wrongSettings_saysWhichRule() {
        StepUpHost host = StepUpHost.of(
                fixture.clock, fixture.trail(AuditSink.discarding(), AuditSink.discarding()), fixture.runner);
        StepUpPolicy policy = StepUpPolicy.defaults();
        StepUpFactor password = StepUpFactor.password((tx, subject, secret) -> true);

        assertThatThrownBy(() -> StepUpTokens.of(host, policy, () -> fixture.jwtKeys, List.of(password)))
                .hasMessage("key ring must be for 'step-up-token', got one for 'step-up-jwt':"
                        + " each purpose has keys of its own");
        assertThatThrownBy(() -> StepUpTokens.of(host, policy, () -> fixture.tokenKeys, List.of()))
                .hasMessage("number of factors must be between 1 and 8, got 0");
        assertThatThrownBy(() ->
                        StepUpTokens.of(host, policy, () -> fixture.tokenKeys, List.of(password, password)))
                .hasMessageStartingWith("factors must have different amr values, got 'pwd' twice");
        assertThatThrownBy(() -> policy.withLifetime(Duration.ofHours(2)))
                .hasMessage("lifetime must be between PT1S and PT15M, got PT2H");
        assertThatThrownBy(() -> policy.withLifetime(Duration.ofMillis(999)))
                .hasMessage("lifetime must be between PT1S and PT15M, got PT0.999S");
        assertThatThrownBy(() -> policy.withKeepEnded(Duration.ofSeconds(59)))
                .hasMessage("keepEnded must be between PT1M and PT720H, got PT59S");
        assertThatThrownBy(policy::withLevels).hasMessage("number of levels must be between 1 and 8, got 0");
        assertThat(policy.withLifetime(Duration.ofSeconds(1)).lifetime()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.withLifetime(Duration.ofMinutes(15)).lifetime()).isEqualTo(Duration.ofMinutes(15));
    }

    private StepUpResult consume(Form form, DSLContext tx, Use use) {
        return form == Form.OPAQUE
                ? fixture.tokens.consume(tx, use.presented(), use.subject(), use.action(), use.payload())
                : fixture.signed.consume(tx, use.presented(), use.subject(), use.action(), use.payload());
    }

    private static Object[] row(String reason, Attempt attempt) {
        return new Object[] {reason, attempt};
    }
}
