package dev.holdfast.auth.stepup;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What both forms of step-up tokens need of the host.
 *
 * @param namespace where the tables are
 * @param clock decides what is expired; the same on all nodes to within seconds, see {@code DatabaseClock}
 * @param trail where issues, spends and refusals are recorded
 * @param runner owns the transactions of the clean-up and of the owning forms
 */
public record StepUpHost(Namespace namespace, Clock clock, AuditTrail trail, TransactionRunner runner) {
    /**
     * A host whose tables are in the usual place.
     *
     * @param clock decides what is expired
     * @param trail where it is recorded
     * @param runner owns transactions
     * @return the host
     */
    public static StepUpHost of(Clock clock, AuditTrail trail, TransactionRunner runner) {
        return new StepUpHost(Namespace.defaults(), clock, trail, runner);
    }

    /** Now, as precisely as the database keeps it: what is compared here and there must be the same. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
