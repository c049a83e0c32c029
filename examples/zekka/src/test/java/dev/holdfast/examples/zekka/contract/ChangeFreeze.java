package dev.holdfast.examples.zekka.contract;

import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.script.ScriptFile;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * No migration while changes are frozen, but for hot fixes. Thread-safe.
 *
 * @param clock the time
 * @param from when the freeze begins
 * @param until when it has ended
 */
record ChangeFreeze(Clock clock, Instant from, Instant until) implements MigrationGate {
    @Override
    public GateDecision check(ScriptFile script) {
        Instant now = clock.instant();
        // At its end the freeze is over.
        boolean frozen = !now.isBefore(from) && now.isBefore(until);
        return !frozen || script.fileName().contains("_hotfix_")
                ? new GateDecision.Open()
                : new GateDecision.Closed(
                        GateDecision.Reason.HOST_RULE,
                        script.fileName() + " must wait until " + until + ": changes are frozen; run again then",
                        List.of());
    }
}
