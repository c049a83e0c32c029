package dev.holdfast.auth.password;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.password.PasswordEnvelope.Content;
import dev.holdfast.auth.password.PasswordEnvelope.Opened;
import dev.holdfast.auth.password.VerificationWork.Outcome;
import dev.holdfast.auth.password.hash.PasswordText;
import dev.holdfast.auth.password.store.StoredPassword;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.core.secret.Secret;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Verifies passwords at login and step-up, at the same work for everybody, and brings old hashes up to date.
 *
 * <p><em>Transaction.</em> {@link #verify} owns, and holds no connection while it hashes: call it outside any transaction.
 * It reads in one transaction; a success is recorded, and the hash replaced where it is not as hashes are made now, in
 * another.
 *
 * <p><em>Concurrency.</em> Thread-safe. A hash is replaced by compare-and-set: a change of the password meanwhile wins, and
 * what was entered is then held against the new hash. A session that is made after {@link PasswordResult.Verified} is
 * ended by a change only if it is committed before it: make sessions at once.
 *
 * <p><em>Refusals.</em> {@link PasswordResult.Wrong}, recorded as a denial with its reason; {@link PasswordResult.Busy}
 * when the pool has no lane. Counting attempts is the throttle's part, before the call.
 *
 * <p><em>Security note.</em> Known, unknown and password-less users cost the same statements and the same hashes, those of
 * {@link PasswordPolicy#expected()} included. A stored hash of a scheme that is neither current nor expected costs one
 * hash more, and so tells that its account exists. A success does more than a refusal.
 */
public final class Passwords {
    /** How often a right password is held against a row that changes meanwhile. */
    private static final int TRIES = 3;

    private final PasswordSetup setup;
    private final PasswordEnvelope envelope;
    private final VerificationWork work;

    private Passwords(PasswordSetup setup) {
        this.setup = setup;
        this.envelope = new PasswordEnvelope(setup);
        this.work = new VerificationWork(setup.policy());
    }

    /**
     * Passwords over a setup.
     *
     * @param setup what they work with
     * @return the passwords
     */
    public static Passwords of(PasswordSetup setup) {
        return new Passwords(setup);
    }

    /**
     * Verifies a password.
     *
     * @param user the user with the login name that was entered; empty when nobody has it
     * @param password what was entered
     * @return verified, wrong, or nothing decided because too many are hashing
     */
    public PasswordResult verify(Optional<UserRef> user, Secret password) {
        UserRef known = user.orElse(null);
        Optional<PasswordText> text = PasswordText.of(password);
        if (text.isEmpty()) {
            return refused(known, Reason.MALFORMED);
        }
        for (int i = 0; i < TRIES; i++) {
            Optional<StoredPassword> row =
                    setup.runner().call(own -> setup.store().find(own, known));
            Checked checked = check(row.orElse(null), text.get());
            if (checked.busy()) {
                return new PasswordResult.Busy(setup.pool().retryAfter());
            }
            if (!checked.outcome().matched()) {
                return refused(known, reason(row));
            }
            if (settled(row.orElseThrow(), checked)) {
                return verified(row.orElseThrow(), checked);
            }
        }
        return new PasswordResult.Busy(setup.pool().retryAfter());
    }

    /**
     * These passwords as a factor for step-up.
     *
     * <p>The factor reads on the caller's transaction and replaces no hash; the transaction stays open while it hashes.
     * When no lane is free it gives {@link dev.holdfast.auth.stepup.FactorResult.Conflict}: nothing was decided.
     *
     * @return a factor with the authentication method reference {@code pwd}
     */
    public StepUpFactor asFactor() {
        return new PasswordFactor(this);
    }

    /** On the caller's transaction, without replacing anything: that row may be locked by it. */
    PasswordResult verifyJoined(DSLContext tx, UserRef user, PasswordText password) {
        Optional<StoredPassword> row = setup.store().find(tx, user);
        Checked checked = check(row.orElse(null), password);
        if (checked.busy()) {
            return new PasswordResult.Busy(setup.pool().retryAfter());
        }
        if (!checked.outcome().matched()) {
            recordRefusal(tx, user, reason(row));
            return new PasswordResult.Wrong();
        }
        recordSuccess(tx, user, checked);
        return verified(row.orElseThrow(), checked);
    }

    /** A hash that was computed, or the lack of a lane. */
    private record Checked(@Nullable Opened opened, Outcome outcome, boolean busy) {
        /** What to store: a hash of now, or the same one under the key of now. */
        @Nullable
        Content renewed() {
            if (outcome.renewed() != null) {
                return outcome.renewed();
            }
            return opened != null && opened.stale() ? opened.content() : null;
        }
    }

    private Checked check(@Nullable StoredPassword row, PasswordText password) {
        Opened opened = row == null
                ? null
                : row.hash()
                        .flatMap(text -> envelope.open(row.user(), text))
                        .filter(found ->
                                setup.pool().fits(found.content().hash().scheme()))
                        .orElse(null);
        Content stored = opened == null ? null : opened.content();
        Optional<Outcome> outcome = setup.pool().tryRun(lane -> work.compute(lane, stored, password));
        return new Checked(opened, outcome.orElse(new Outcome(false, null, false)), outcome.isEmpty());
    }

    /** Records the success with what it replaces; false when the row is not what it was when it was read. */
    private boolean settled(StoredPassword row, Checked checked) {
        return unlessConflict(() -> setup.runner().call(own -> settled(own, row, checked)), () -> false);
    }

    private boolean settled(DSLContext own, StoredPassword row, Checked checked) {
        Content renewed = checked.renewed();
        boolean stands = renewed == null
                ? setup.store().find(own, row.user()).filter(row::equals).isPresent()
                : setup.store().replace(own, row, envelope.seal(row.user(), renewed));
        if (stands) {
            recordSuccess(own, row.user(), checked);
        }
        return stands;
    }

    private static PasswordResult verified(StoredPassword row, Checked checked) {
        return new PasswordResult.Verified(row.mustChange() || checked.outcome().unproven());
    }

    /** Why a password was refused; for the audit event alone. */
    private enum Reason {
        WRONG,
        UNKNOWN_USER,
        NO_PASSWORD,
        MALFORMED
    }

    private static Reason reason(Optional<StoredPassword> row) {
        if (row.isEmpty()) {
            return Reason.UNKNOWN_USER;
        }
        return row.get().hash().isEmpty() ? Reason.NO_PASSWORD : Reason.WRONG;
    }

    private PasswordResult refused(@Nullable UserRef user, Reason reason) {
        setup.runner().run(own -> recordRefusal(own, user, reason));
        return new PasswordResult.Wrong();
    }

    private void recordRefusal(DSLContext tx, @Nullable UserRef user, Reason reason) {
        setup.trail()
                .denial(
                        tx,
                        PasswordEvents.of(setup.trail(), PasswordEvents.VERIFY, user)
                                .denied(AuthEvents.word(reason))
                                .build());
    }

    private void recordSuccess(DSLContext tx, UserRef user, Checked checked) {
        var event = PasswordEvents.of(setup.trail(), PasswordEvents.VERIFY, user);
        if (checked.opened() != null && checked.outcome().renewed() != null) {
            event.with(
                    "rehashed_from", checked.opened().content().hash().scheme().label());
        }
        setup.trail().act(tx, event.build());
    }
}
