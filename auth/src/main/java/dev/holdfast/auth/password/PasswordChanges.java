package dev.holdfast.auth.password;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.password.PasswordEnvelope.Content;
import dev.holdfast.auth.password.PasswordHistory.Past;
import dev.holdfast.auth.password.PreparedPassword.Replaced;
import dev.holdfast.auth.password.rule.PasswordContext;
import dev.holdfast.auth.password.rule.PasswordFault;
import dev.holdfast.auth.password.rule.PasswordRules;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Changes passwords: held against the rules and the history, hashed outside any transaction, put in place inside the
 * host's.
 *
 * <p><em>Transaction.</em> {@code prepare} owns, and holds no connection while it hashes: call it outside any transaction.
 * {@link #change}, {@link #requireChange} and {@link #forget} join.
 *
 * <p><em>Concurrency.</em> Thread-safe. Of several changes that were prepared against the same password one is made, the
 * others are {@link ChangeResult.Superseded}. A login that brings the hash up to date meanwhile takes nothing from a
 * change, nor a change from it.
 *
 * <p><em>Refusals.</em> {@link PreparationResult.Refused} with every fault, {@link PreparationResult.WrongCurrent},
 * {@link ChangeResult.Superseded}: each recorded as a denial.
 *
 * <p><em>Security note.</em> Who may change a password is the host's decision: let the user give the present one, or spend
 * a one-time token in the transaction of the change. A code that sets the hash column by itself passes the history by.
 */
public final class PasswordChanges {
    private final PasswordSetup setup;
    private final PasswordRules rules;
    private final Revocation revocation;
    private final PasswordPreparation preparation;
    private final PasswordEnvelope envelope;
    private final PasswordHistory history;

    private PasswordChanges(PasswordSetup setup, PasswordRules rules, Revocation revocation) {
        this.setup = setup;
        this.rules = rules;
        this.revocation = revocation;
        this.envelope = new PasswordEnvelope(setup);
        this.history = new PasswordHistory(setup.namespace());
        this.preparation = new PasswordPreparation(setup, envelope, history);
    }

    /**
     * Changes over a setup.
     *
     * @param setup what they work with
     * @param rules what a new password has to be
     * @param revocation takes back what the user holds, at each change; {@link Revocation#none()} when nothing
     * @return the changes
     */
    public static PasswordChanges of(PasswordSetup setup, PasswordRules rules, Revocation revocation) {
        return new PasswordChanges(setup, rules, revocation);
    }

    /**
     * Prepares the first password of a new user, or one whose right to be set the host has proven otherwise.
     *
     * @param user whose; need not be in the table yet, and then the id must be written as the database prints it
     * @param password what was chosen
     * @param context what it is held against
     * @return prepared, refused, or nothing decided
     */
    public PreparationResult prepare(UserRef user, Secret password, PasswordContext context) {
        return prepared(user, password, context, preparation.changes(user));
    }

    /**
     * Prepares a change by the user, who gives the present password. A change by somebody else since the moment of this
     * call makes it void.
     *
     * @param user whose
     * @param current the present password, as it was entered
     * @param password what was chosen
     * @param context what it is held against
     * @return prepared, refused, wrong, or nothing decided
     */
    public PreparationResult prepare(UserRef user, Secret current, Secret password, PasswordContext context) {
        // Counted before the look at the present password: a change in between must not pass for the one proven.
        long changes = preparation.changes(user);
        return Passwords.of(setup)
                .verify(Optional.of(user), current)
                .fold(
                        mustChange -> prepared(user, password, context, changes),
                        PreparationResult.WrongCurrent::new,
                        PreparationResult.Busy::new);
    }

    /**
     * Puts a prepared password in place, remembers the one before, and revokes what the user holds.
     *
     * @param tx the caller's transaction
     * @param password what was prepared
     * @return changed, superseded, no such user, or a conflict to retry with the same prepared password
     * @throws IllegalArgumentException when the user was not in the table at the preparation, and the id is written in
     *     another way than the database prints it
     */
    public ChangeResult change(DSLContext tx, PreparedPassword password) {
        DSLContext joined = HostTransaction.join(tx);
        return unlessConflict(() -> changed(joined, password), ChangeResult.Conflict::new);
    }

    /**
     * Makes a user choose another password at the next login: for a password that may be known to others, or that
     * somebody else has set. Passwords do not expire by age (NIST SP 800-63B-4 §3.1.1.2).
     *
     * @param tx the caller's transaction
     * @param user who
     * @return false when there is no such user
     * @throws IllegalStateException when the host's table keeps no such mark
     */
    public boolean requireChange(DSLContext tx, UserRef user) {
        boolean marked = setup.store().requireChange(tx, user);
        if (marked) {
            record(tx, PasswordEvents.of(setup.trail(), PasswordEvents.REQUIRE_CHANGE, user));
        }
        return marked;
    }

    /**
     * Forgets the earlier passwords of a user who is deleted.
     *
     * @param tx the caller's transaction
     * @param user who
     * @return how many rows were deleted
     */
    public int forget(DSLContext tx, UserRef user) {
        int rows = history.forget(tx, user);
        record(tx, PasswordEvents.of(setup.trail(), PasswordEvents.FORGET, user).with("rows", rows));
        return rows;
    }

    private PreparationResult prepared(UserRef user, Secret password, PasswordContext context, long changes) {
        Set<PasswordFault> faults = rules.check(password, context);
        PreparationResult result =
                faults.isEmpty() ? preparation.prepare(user, password, changes) : new PreparationResult.Refused(faults);
        if (result instanceof PreparationResult.Refused refused) {
            recordRefusal(user, refused.faults());
        }
        return result;
    }

    private ChangeResult changed(DSLContext tx, PreparedPassword password) {
        UserRef user = password.user();
        Instant now = setup.now();
        long number = password.replaced().changes() + 1;
        if (!history.claim(tx, past(user, number, password.replaced()), now)) {
            setup.trail().denial(tx, refusal(user, "superseded").build());
            return new ChangeResult.Superseded();
        }
        if (!setup.store().set(tx, user, envelope.seal(user, password.fresh()), now)) {
            history.release(tx, user, number);
            return new ChangeResult.NoSuchUser();
        }
        requireCanonical(tx, password);
        history.prune(tx, user, number, setup.policy().history());
        int revoked = revocation.revokeAll(tx, user.userId(), RevocationReason.PASSWORD_CHANGED);
        record(tx, PasswordEvents.of(setup.trail(), PasswordEvents.CHANGE, user).with("revoked", revoked));
        return new ChangeResult.Changed(revoked);
    }

    private Past past(UserRef user, long number, Replaced replaced) {
        Content content = replaced.content();
        Sealed sealed = content == null || setup.policy().history() == 0
                ? null
                : envelope.sealForHistory(user, number, content);
        return new Past(user, number, sealed);
    }

    /** A hash that was sealed for another writing of the id would open for nobody. */
    private void requireCanonical(DSLContext tx, PreparedPassword password) {
        if (password.replaced().known()) {
            return;
        }
        setup.store().find(tx, password.user()).ifPresent(row -> {
            if (!row.user().equals(password.user())) {
                throw new IllegalArgumentException("user must be written as the database prints it, " + row.user()
                        + ", got " + password.user() + ": prepare the password again");
            }
        });
    }

    private void recordRefusal(UserRef user, Set<PasswordFault> faults) {
        setup.runner()
                .run(own -> setup.trail()
                        .denial(
                                own,
                                refusal(user, "rules")
                                        .with(
                                                "faults",
                                                faults.stream()
                                                        .map(AuthEvents::word)
                                                        .sorted()
                                                        .toList())
                                        .build()));
    }

    private SecurityEvent.Builder refusal(UserRef user, String reason) {
        return PasswordEvents.of(setup.trail(), PasswordEvents.CHANGE, user).denied(reason);
    }

    private void record(DSLContext tx, SecurityEvent.Builder event) {
        setup.trail().act(tx, event.build());
    }
}
