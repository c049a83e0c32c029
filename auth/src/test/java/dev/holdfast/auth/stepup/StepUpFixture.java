package dev.holdfast.auth.stepup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.stepup.jwt.StepUpJwt;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jooq.DSLContext;

/** A host with both forms of tokens, one factor that it checks itself and another, and sinks that remember. */
final class StepUpFixture implements AutoCloseable {
    static final StepUpSubject ALICE = StepUpSubject.of("alice", "session-1");
    static final StepUpAction ACTION = StepUpAction.of("user.change_role");
    static final PayloadDigest PAYLOAD = PayloadDigest.of(Map.of("target", "bob", "role", "admin"));
    static final String PASSWORD = "correct horse battery staple";
    static final String PIN = "483920";

    private static final SecureRandom RANDOM = new SecureRandom();

    final TestDatabase database = AuthDatabase.create();
    final TransactionRunner runner = TransactionRunner.over(database.dataSource());
    final MutableClock clock = MutableClock.at(Instant.parse("2026-11-21T10:00:00Z"));
    final List<SecurityEvent> acts = new CopyOnWriteArrayList<>();
    final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    KeyRing tokenKeys = KeyRing.of(StepUpTokens.PURPOSE, "t1", Secret.random(RANDOM, 32));
    KeyRing jwtKeys = KeyRing.of(StepUpJwt.PURPOSE, "j1", Secret.random(RANDOM, 32));
    final StepUpJwt jwt = StepUpJwt.of("https://issuer.example", "https://api.example", () -> jwtKeys);
    StepUpTokens tokens;
    SignedStepUpTokens signed;

    /** The two forms under test. */
    enum Form {
        OPAQUE,
        SIGNED
    }

    StepUpFixture() {
        use(StepUpPolicy.defaults(), trail((tx, event) -> acts.add(event), (tx, event) -> denials.add(event)));
    }

    void use(StepUpPolicy policy, AuditTrail trail) {
        StepUpHost host = StepUpHost.of(clock, trail, runner);
        tokens = StepUpTokens.of(host, policy, () -> tokenKeys, factors());
        signed = SignedStepUpTokens.of(host, policy, jwt, factors());
    }

    void use(StepUpPolicy policy) {
        use(policy, trail((tx, event) -> acts.add(event), (tx, event) -> denials.add(event)));
    }

    AuditTrail trail(AuditSink actSink, AuditSink denialSink) {
        return AuditTrail.of(actSink, denialSink, clock);
    }

    static List<StepUpFactor> factors() {
        return List.of(
                StepUpFactor.password((tx, subject, password) -> password.equals(Secret.ofText(PASSWORD))),
                new StepUpFactor() {
                    @Override
                    public String amr() {
                        return "pin";
                    }

                    @Override
                    public FactorResult verify(DSLContext tx, StepUpSubject subject, Secret response) {
                        return response.equals(Secret.ofText(PIN))
                                ? new FactorResult.Verified()
                                : new FactorResult.Rejected(FactorResult.Reason.REPLAYED);
                    }
                });
    }

    static StepUpRequest request() {
        return request(ALICE);
    }

    static StepUpRequest request(StepUpSubject subject) {
        return StepUpRequest.of(subject, ACTION, PAYLOAD).with("pwd", PASSWORD);
    }

    StepUpIssue issue(Form form, DSLContext tx, StepUpRequest request) {
        return form == Form.OPAQUE ? tokens.issue(tx, request) : signed.issue(tx, request);
    }

    @CanIgnoreReturnValue
    StepUpIssue.Issued issued(Form form) {
        return issued(form, request());
    }

    @CanIgnoreReturnValue
    StepUpIssue.Issued issued(Form form, StepUpRequest request) {
        return (StepUpIssue.Issued) runner.call(tx -> issue(form, tx, request));
    }

    StepUpResult consume(Form form, DSLContext tx, String presented) {
        return form == Form.OPAQUE
                ? tokens.consume(tx, presented, ALICE, ACTION, PAYLOAD)
                : signed.consume(tx, presented, ALICE, ACTION, PAYLOAD);
    }

    StepUpResult consumed(Form form, StepUpIssue.Issued token) {
        return runner.call(tx -> consume(form, tx, text(token)));
    }

    Revocation revocation(Form form) {
        return form == Form.OPAQUE ? tokens : signed;
    }

    static String text(StepUpIssue.Issued token) {
        return token.token().exposeText();
    }

    String lastDenial() {
        return denials.get(denials.size() - 1).reason();
    }

    /** How many spends the database knows of, of either form. */
    long spends() throws SQLException {
        return database.queryLong("select (select count(*) from holdfast.step_up_token where used_at is not null)"
                + " + (select count(*) from holdfast.step_up_jti)");
    }

    void assertUnspent() throws SQLException {
        assertThat(spends()).isZero();
    }

    <T> T onConnection(Function<DSLContext, T> work) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            T result = work.apply(AuthDatabase.on(connection));
            connection.rollback();
            return result;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
