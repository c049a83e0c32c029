package dev.holdfast.examples.benchmarks.stepup;

import dev.holdfast.auth.stepup.PayloadDigest;
import dev.holdfast.auth.stepup.StepUpAction;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpHost;
import dev.holdfast.auth.stepup.StepUpIssue;
import dev.holdfast.auth.stepup.StepUpPolicy;
import dev.holdfast.auth.stepup.StepUpRequest;
import dev.holdfast.auth.stepup.StepUpResult;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.auth.stepup.StepUpTokens;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** A host whose users prove who they are with a password that is always right: what is measured is the token. */
final class TokenHost {
    static final StepUpAction ACTION = StepUpAction.of("user.change_role");
    static final PayloadDigest PAYLOAD = PayloadDigest.of(Map.of("target", "bob", "role", "admin"));

    // Known to anybody: it protects a database that lives as long as the program.
    private static final KeyRing KEYS = KeyRing.of(StepUpTokens.PURPOSE, "k1", Secret.of(new byte[32]));

    private final StepUpTokens tokens;

    TokenHost(TestDatabase database, AuditSink acts) {
        Clock clock = Clock.systemUTC();
        AuditTrail trail = AuditTrail.of(acts, AuditSink.discarding(), clock);
        this.tokens = StepUpTokens.of(
                StepUpHost.of(clock, trail, TransactionRunner.over(database.dataSource())),
                StepUpPolicy.defaults(),
                () -> KEYS,
                List.of(StepUpFactor.password((tx, subject, password) -> true)));
    }

    static KeyedHash hash() {
        return KeyedHash.of(StepUpTokens.PURPOSE, () -> KEYS);
    }

    String issue(DSLContext tx, StepUpSubject subject) {
        StepUpRequest request = StepUpRequest.of(subject, ACTION, PAYLOAD).with("pwd", "right");
        if (tokens.issue(tx, request) instanceof StepUpIssue.Issued issued) {
            return issued.token().exposeText();
        }
        throw new IllegalStateException("a token must be issued to a proven user");
    }

    void consume(DSLContext tx, String token, StepUpSubject subject) {
        if (!(tokens.consume(tx, token, subject, ACTION, PAYLOAD) instanceof StepUpResult.Accepted)) {
            throw new IllegalStateException("an open token must be accepted");
        }
    }
}
