package dev.holdfast.auth.recovery;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.internal.AttemptCounter;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.recovery.RecoveryResult.Reason;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.HostTransaction;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The recovery codes of users: generated as a list that is shown once, each spent once.
 *
 * <p><em>Transaction.</em> Methods with a {@code tx} join: codes are replaced and spent with the host's transaction. An
 * attempt is counted before its check in a transaction of its own, and stays.
 *
 * <p><em>Concurrency.</em> Thread-safe. Spending is one conditional statement, and all writers of a user's codes hold
 * the user's row first: of any number of transactions with one code at most one commits
 * {@link RecoveryResult.Accepted}, and none does with a code that a committed {@link #generate} replaced before.
 *
 * <p><em>Refusals.</em> {@link RecoveryResult.Rejected} with its reason, recorded as a denial. Answer all of them alike.
 *
 * <p><em>Security note.</em> A look-up secret of NIST SP 800-63B-4 §3.1.2. Codes are stored as HMACs under a key of
 * their own and bound to their user; they cannot be hashed anew without their text, so a key has to stay accepted as
 * long as codes under it are to be ({@link RecoveryJobs#usersUnderRetiringKeys()}).
 */
public final class RecoveryCodes {
    /** The authentication method reference of {@link #asFactor()}; RFC 8176 registers none for look-up secrets. */
    public static final String AMR = "recovery";

    private final RecoverySetup setup;
    private final Revocation revocation;
    private final RecoveryStore store;
    private final AttemptCounter attempts;
    private final KeyedHash hash;
    private final SecureRandom random = new SecureRandom();

    private RecoveryCodes(RecoverySetup setup, Revocation revocation) {
        this.setup = setup;
        this.revocation = revocation;
        this.store = new RecoveryStore(setup.namespace());
        this.attempts = setup.attempts();
        this.hash = KeyedHash.of(RecoverySetup.KEY_PURPOSE, setup.keys());
    }

    /**
     * Recovery codes.
     *
     * @param setup what they work with
     * @param revocation what else the user holds, taken back when codes are generated or discarded, since it was granted
     *     under other factors; {@link Revocation#none()} says that there is nothing to take back
     * @return the codes
     */
    public static RecoveryCodes of(RecoverySetup setup, Revocation revocation) {
        return new RecoveryCodes(setup, revocation);
    }

    /**
     * Gives a user new codes in the place of all earlier ones. Ask for step-up first.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @return the codes to show once, after the commit
     */
    public GenerationResult generate(DSLContext tx, UserRef user) {
        DSLContext joined = HostTransaction.join(tx);
        List<RecoveryCode> codes = Stream.generate(() -> RecoveryCode.random(random))
                .limit(setup.policy().codes())
                .toList();
        List<HashTag> tags =
                codes.stream().map(code -> hash.tag(bound(code, user))).toList();
        return unlessConflict(
                () -> {
                    store.replace(joined, user, tags, setup.now());
                    SecurityEvent.Builder event = RecoveryEvents.of(setup.trail(), RecoveryEvents.GENERATE, user);
                    setup.trail()
                            .act(
                                    joined,
                                    event.severity(Severity.LOW)
                                            .with("codes", codes.size())
                                            .build());
                    factorChanged(joined, user);
                    return new GenerationResult.Generated(codes);
                },
                GenerationResult.Conflict::new);
    }

    /**
     * Spends a code outside any challenge.
     *
     * @param tx the caller's transaction
     * @param user whose code it is
     * @param code what was entered, as it was entered
     * @return accepted, rejected, or a conflict to retry
     */
    public RecoveryResult spend(DSLContext tx, UserRef user, String code) {
        return spend(tx, user, code, Optional.empty());
    }

    /**
     * Spends a code within a challenge, such as one login under way, which has a budget of its own.
     *
     * @param tx the caller's transaction
     * @param user whose code it is
     * @param code what was entered, as it was entered
     * @param challengeId the host's id of the challenge, 1 to 200 characters; over with its success
     * @return accepted, rejected, or a conflict to retry
     */
    public RecoveryResult spend(DSLContext tx, UserRef user, String code, String challengeId) {
        return spend(tx, user, code, Optional.of(UserRef.requireId("challengeId", challengeId)));
    }

    /**
     * How many codes the user has left.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @return 0 when the user has none or never had
     */
    public int remaining(DSLContext tx, UserRef user) {
        return store.left(tx, user);
    }

    /**
     * Takes all of a user's codes away, as when the second factor is switched off or the account is deleted. A
     * serialisation conflict comes out as an exception with its SQLSTATE; the transaction is to be retried.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @return whether there were any, used ones included
     */
    public boolean discard(DSLContext tx, UserRef user) {
        DSLContext joined = HostTransaction.join(tx);
        boolean discarded = store.discard(joined, user);
        if (discarded) {
            SecurityEvent.Builder event = RecoveryEvents.of(setup.trail(), RecoveryEvents.DISCARD, user);
            setup.trail().act(joined, event.severity(Severity.LOW).build());
            factorChanged(joined, user);
        }
        return discarded;
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
            SecurityEvent.Builder event = RecoveryEvents.of(setup.trail(), RecoveryEvents.RESET, user);
            setup.trail().act(own, event.build());
        });
    }

    /**
     * The codes as a factor for step-up.
     *
     * @return a factor with the authentication method reference {@value #AMR}
     */
    public StepUpFactor asFactor() {
        return new RecoveryFactor(this);
    }

    private RecoveryResult spend(DSLContext tx, UserRef user, String text, Optional<String> challengeId) {
        DSLContext joined = HostTransaction.join(tx);
        Optional<RecoveryCode> code = RecoveryCode.parse(text);
        if (code.isEmpty()) {
            return rejected(joined, user, Reason.MALFORMED, null);
        }
        Instant now = setup.now();
        AttemptCounter.Counted counted = attempts.count(user, challengeId, now);
        if (counted.refused()) {
            return rejected(joined, user, Reason.TOO_MANY_ATTEMPTS, counted.verdict());
        }
        List<HashTag> candidates = hash.candidates(bound(code.get(), user));
        RecoveryStore.Spend spend = new RecoveryStore.Spend(now, counted.inChallenge());
        RecoveryResult result =
                unlessConflict(() -> decide(joined, user, candidates, spend), RecoveryResult.Conflict::new);
        return result instanceof RecoveryResult.Rejected refused
                ? rejected(joined, user, refused.reason(), null)
                : result;
    }

    private RecoveryResult decide(DSLContext tx, UserRef user, List<HashTag> candidates, RecoveryStore.Spend spend) {
        OptionalInt left = store.spend(tx, user, candidates, spend);
        if (left.isEmpty()) {
            RecoveryStore.Found found = store.look(tx, user, candidates);
            Reason otherwise = found.enrolled() ? Reason.WRONG : Reason.NOT_ENROLLED;
            return new RecoveryResult.Rejected(found.used() ? Reason.REPLAYED : otherwise);
        }
        boolean low = left.getAsInt() <= setup.policy().lowAt();
        SecurityEvent.Builder event = RecoveryEvents.of(setup.trail(), RecoveryEvents.SPEND, user)
                .severity(low ? Severity.MEDIUM : Severity.LOW)
                .with("remaining", left.getAsInt())
                .with("low", low);
        setup.trail().act(tx, event.build());
        return new RecoveryResult.Accepted(left.getAsInt());
    }

    private RecoveryResult rejected(
            DSLContext tx, UserRef user, Reason reason, AttemptCounter.@Nullable Verdict verdict) {
        SecurityEvent.Builder event =
                RecoveryEvents.of(setup.trail(), RecoveryEvents.SPEND, user).denied(AuthEvents.word(reason));
        if (verdict != null) {
            event.with("budget", AuthEvents.word(verdict));
        }
        if (verdict == AttemptCounter.Verdict.ALL_SPENT) {
            event.severity(Severity.HIGH);
        }
        setup.trail().denial(tx, event.build());
        return new RecoveryResult.Rejected(reason);
    }

    private void factorChanged(DSLContext tx, UserRef user) {
        int unused = revocation.revokeAll(tx, user.userId(), RevocationReason.FACTOR_CHANGED);
    }

    /** With its user, so that a row copied to another user is worth nothing; an id holds no character 0. */
    private static Secret bound(RecoveryCode code, UserRef user) {
        return Secret.ofText(code.value().exposeText() + '\0' + user.tenantId() + '\0' + user.userId());
    }
}
