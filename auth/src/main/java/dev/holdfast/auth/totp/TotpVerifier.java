package dev.holdfast.auth.totp;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.AttemptBudget;
import dev.holdfast.auth.attempt.internal.AttemptCounter;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.totp.TotpResult.Reason;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Verifies codes at login and step-up: each is accepted once, and guessing is bounded.
 *
 * <p><em>Transaction.</em> {@link #verify} joins: the time step is marked as used on the caller's transaction, and a
 * rollback leaves it unused. The attempt is counted before that in a transaction of its own, and stays.
 *
 * <p><em>Concurrency.</em> Thread-safe. The step is marked by one compare-and-set, so of any number of transactions with
 * one code at most one commits {@link TotpResult.Accepted}. The counting transaction takes a connection of the setup's
 * runner while the caller holds one of the host's.
 *
 * <p><em>Refusals.</em> {@link TotpResult.Rejected} with its reason, recorded as a denial. Answer all of them alike.
 *
 * <p><em>Security note.</em> A user without a device, or unknown, costs the same statements and the same number of HMACs
 * as one with devices. An accepted code gives back the attempts its own challenge took, never those of others: somebody
 * who guesses gains nothing from the user's own logins, and after {@link AttemptBudget#inAll()} attempts only
 * {@link #resetAttempts} helps.
 */
public final class TotpVerifier {
    private final TotpSetup setup;
    private final TotpDevices devices;
    private final AttemptCounter attempts;
    private final TotpKeys keys;
    // Bounded by what TotpParameters allows.
    private final Map<TotpParameters, TotpCodes> codes = new ConcurrentHashMap<>();

    private TotpVerifier(TotpSetup setup) {
        this.setup = setup;
        this.devices = new TotpDevices(setup.namespace());
        this.attempts = setup.attempts();
        this.keys = new TotpKeys(setup);
    }

    /**
     * A verifier.
     *
     * @param setup what it works with
     * @return the verifier
     */
    public static TotpVerifier of(TotpSetup setup) {
        return new TotpVerifier(setup);
    }

    /**
     * Verifies a code outside any challenge.
     *
     * @param tx the caller's transaction
     * @param user whose code it is
     * @param code what was entered, as it was entered
     * @return accepted, rejected, or a conflict to retry
     */
    public TotpResult verify(DSLContext tx, UserRef user, String code) {
        return verify(tx, user, code, Optional.empty());
    }

    /**
     * Verifies a code within a challenge, such as one login under way, which has a budget of its own.
     *
     * @param tx the caller's transaction
     * @param user whose code it is
     * @param code what was entered, as it was entered
     * @param challengeId the host's id of the challenge, 1 to 200 characters; over with its success
     * @return accepted, rejected, or a conflict to retry
     */
    public TotpResult verify(DSLContext tx, UserRef user, String code, String challengeId) {
        return verify(tx, user, code, Optional.of(UserRef.requireId("challengeId", challengeId)));
    }

    /**
     * This verifier as a factor for step-up.
     *
     * @return a factor with the authentication method reference {@code otp}
     */
    public StepUpFactor asFactor() {
        return new TotpFactor(this);
    }

    /**
     * Makes a user's budget whole again, when somebody who may has proven the user otherwise.
     *
     * <p><em>Transaction.</em> Owns: the counter is never written by a joining statement.
     *
     * @param user whose attempts are forgotten
     */
    public void resetAttempts(UserRef user) {
        setup.runner().run(own -> {
            attempts.reset(own, user, setup.now());
            setup.trail()
                    .act(
                            own,
                            TotpEvents.of(setup.trail(), TotpEvents.RESET, user).build());
        });
    }

    private TotpResult verify(DSLContext tx, UserRef user, String code, Optional<String> challengeId) {
        DSLContext joined = HostTransaction.join(tx);
        if (!TotpCodes.isWellFormed(code)) {
            return rejected(joined, user, Reason.MALFORMED, null);
        }
        Instant now = setup.now();
        AttemptCounter.Counted counted = attempts.count(user, challengeId, now);
        if (counted.refused()) {
            return rejected(joined, user, Reason.TOO_MANY_ATTEMPTS, counted.verdict());
        }
        Attempt attempt = new Attempt(now, counted.inChallenge());
        TotpResult result = unlessConflict(() -> check(joined, user, code, attempt), TotpResult.Conflict::new);
        return result instanceof TotpResult.Rejected refused ? rejected(joined, user, refused.reason(), null) : result;
    }

    private TotpResult check(DSLContext tx, UserRef user, String code, Attempt attempt) {
        List<TotpDevices.Stored> enrolled = devices.confirmed(tx, user);
        List<Hit> hits = hits(enrolled, code, attempt.at());
        if (!hits.isEmpty() && useUp(tx, hits, attempt)) {
            Hit hit = hits.get(0);
            SecurityEvent.Builder event = TotpEvents.of(setup.trail(), TotpEvents.VERIFY, user)
                    .target(TotpEvents.device(hit.device().id()));
            setup.trail().act(tx, event.build());
            return new TotpResult.Accepted(hit.device().id(), hit.step());
        }
        if (enrolled.isEmpty()) {
            return new TotpResult.Rejected(Reason.NOT_ENROLLED);
        }
        return new TotpResult.Rejected(hits.isEmpty() ? Reason.WRONG : Reason.REPLAYED);
    }

    /** The same work for any number of devices up to the most a user may have, none included. */
    private List<Hit> hits(List<TotpDevices.Stored> enrolled, String code, Instant now) {
        List<Hit> hits = new ArrayList<>();
        int slots = Math.max(setup.policy().maxDevices(), enrolled.size());
        for (int slot = 0; slot < slots; slot++) {
            if (slot < enrolled.size()) {
                TotpDevices.Stored device = enrolled.get(slot);
                Optional<TotpSecret> secret = keys.open(device);
                OptionalLong step = match(device.parameters(), secret.orElseGet(keys::decoy), code, now);
                if (secret.isPresent() && step.isPresent()) {
                    hits.add(new Hit(device, secret.get(), step.getAsLong()));
                }
            } else {
                OptionalLong unused = match(setup.policy().parameters(), keys.decoy(), code, now);
            }
        }
        return hits;
    }

    private OptionalLong match(TotpParameters parameters, TotpSecret secret, String code, Instant now) {
        return codes.computeIfAbsent(parameters, TotpCodes::of)
                .match(secret, code, now, setup.policy().driftSteps());
    }

    /**
     * Marks the step on every device that shows the code: two devices with one secret would accept it twice. In the
     * devices' order, so that two verifications of one code cannot wait for each other.
     */
    private boolean useUp(DSLContext tx, List<Hit> hits, Attempt attempt) {
        long forgiven = attempt.forgiven();
        for (Hit hit : hits) {
            TotpDevices.Use use = new TotpDevices.Use(hit.step(), attempt.at(), forgiven);
            Sealed renewed = keys.renewed(hit.device(), hit.secret()).orElse(null);
            if (hit.step() <= hit.device().lastStep() || !devices.use(tx, hit.device(), use, renewed)) {
                return false;
            }
            forgiven = 0;
        }
        return true;
    }

    private TotpResult rejected(DSLContext tx, UserRef user, Reason reason, AttemptCounter.@Nullable Verdict verdict) {
        SecurityEvent.Builder event =
                TotpEvents.of(setup.trail(), TotpEvents.VERIFY, user).denied(AuthEvents.word(reason));
        if (verdict != null) {
            event.with("budget", AuthEvents.word(verdict));
        }
        if (verdict == AttemptCounter.Verdict.ALL_SPENT) {
            event.severity(Severity.HIGH);
        }
        setup.trail().denial(tx, event.build());
        return new TotpResult.Rejected(reason);
    }

    /** A counted attempt: when, and how many attempts its success gives back. */
    private record Attempt(Instant at, long forgiven) {}

    /** A device that shows the code at a step. */
    private record Hit(TotpDevices.Stored device, TotpSecret secret, long step) {}
}
