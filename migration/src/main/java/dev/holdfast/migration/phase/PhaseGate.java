package dev.holdfast.migration.phase;

import dev.holdfast.migration.phase.GateDecision.Closed;
import dev.holdfast.migration.phase.GateDecision.Open;
import dev.holdfast.migration.phase.GateDecision.Reason;
import dev.holdfast.migration.script.ScriptFile;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lets a contracting migration pass only when every instance of the application that was seen lately is new enough.
 *
 * <p>A migration that takes away what old versions still use says so in its head: {@code -- holdfast: requires=shop:2.4.0}.
 * All other migrations pass. Thread-safe.
 *
 * <p><em>Security note.</em> An instance that does not tell of itself is not seen. A version that starts between the look
 * and the migration is not seen either: deploy the new version first, and keep the old one from starting.
 */
public final class PhaseGate implements MigrationGate {
    private final VersionsSeen seen;
    private final PhasePolicy policy;
    private final Clock clock;

    private PhaseGate(VersionsSeen seen, PhasePolicy policy, Clock clock) {
        this.seen = seen;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A gate.
     *
     * @param seen knows what runs
     * @param policy when an old version counts as gone
     * @param clock the time
     * @return the gate
     */
    public static PhaseGate of(VersionsSeen seen, PhasePolicy policy, Clock clock) {
        return new PhaseGate(seen, policy, clock);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the head of the script names no application and version
     */
    @Override
    public GateDecision check(ScriptFile script) {
        Optional<PhaseRequirement> requirement = PhaseRequirement.of(script);
        return requirement.isEmpty() ? new Open() : check(script, requirement.get());
    }

    private GateDecision check(ScriptFile script, PhaseRequirement required) {
        Instant horizon = clock.instant().minus(policy.window());
        // At the horizon an instance still counts.
        List<SeenVersion> running = seen.of(required.application()).stream()
                .filter(one -> !one.seenAt().isBefore(horizon))
                .toList();
        if (running.isEmpty()) {
            return policy.unseenAllowed() ? new Open() : nobody(script, required);
        }
        List<SeenVersion> unreadable =
                running.stream().filter(one -> version(one).isEmpty()).toList();
        if (!unreadable.isEmpty()) {
            return closed(Reason.UNREADABLE_VERSION, script, required, unreadable);
        }
        List<SeenVersion> older = running.stream()
                .filter(one -> version(one).orElseThrow().compareTo(required.version()) < 0)
                .toList();
        return older.isEmpty() ? new Open() : closed(Reason.OLD_VERSION_RUNS, script, required, older);
    }

    private Closed nobody(ScriptFile script, PhaseRequirement required) {
        return new Closed(
                Reason.NOBODY_SEEN,
                script.fileName() + " requires " + required + ", but no instance of it was seen within "
                        + policy.window() + ": let it tell of itself, or allow it unseen in a maintenance window",
                List.of());
    }

    private static Closed closed(
            Reason reason, ScriptFile script, PhaseRequirement required, List<SeenVersion> inTheWay) {
        String who = inTheWay.stream()
                .map(one -> one.instance() + " runs " + one.version())
                .collect(Collectors.joining(", "));
        return new Closed(
                reason,
                script.fileName() + " requires " + required + ", but " + who + ": update or stop it, then run again",
                inTheWay);
    }

    private static Optional<ApplicationVersion> version(SeenVersion seen) {
        try {
            return Optional.of(new ApplicationVersion(seen.version()));
        } catch (IllegalArgumentException unreadable) {
            // The caller closes the gate and names the instance.
            return Optional.empty();
        }
    }
}
