package dev.holdfast.examples.markenmate.readme;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.auth.admin.AdminChange;
import dev.holdfast.auth.admin.AdminDirectory;
import dev.holdfast.auth.admin.AdminGuard;
import dev.holdfast.auth.admin.AdminPolicy;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpHost;
import dev.holdfast.auth.stepup.StepUpPolicy;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.auth.stepup.StepUpTokens;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.markenmate.app.Schema;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The example at the head of the README, where it compiles; a test holds the two equal. */
final class Quickstart {
    private Quickstart() {}

    static String changeRole(
            Pools pools,
            Supplier<KeyRing> keys,
            List<StepUpFactor> factors,
            Clock clock,
            AdminChange change,
            StepUpSubject subject,
            @Nullable String presented) {
        TransactionRunner requests = pools.requests();
        TransactionRunner evidence = pools.evidence();
        AuditLog log = AuditLog.of(Namespace.defaults());
        AuditTrail trail = AuditTrail.of(log, AuditSink.independent(evidence, log), clock);
        StepUpTokens stepUp =
                StepUpTokens.of(StepUpHost.of(clock, trail, evidence), StepUpPolicy.defaults(), keys, factors);
        AdminGuard guard =
                new AdminGuard(AdminDirectory.of(Schema.ACCOUNTS), trail, clock, AdminPolicy.revoking(stepUp));

        return requests.call(tx -> stepUp.consume(
                        tx, presented, subject, change.act().stepUpAction(), change.payload())
                .fold(
                        grant -> guard.apply(tx, change, grant)
                                .fold(done -> "done", reason -> "refused: " + reason, () -> "try again"),
                        challenge -> "step-up authentication required",
                        () -> "try again"));
    }

    /** The request pool, and the small one on which denials are recorded. */
    record Pools(TransactionRunner requests, TransactionRunner evidence) {}
}
