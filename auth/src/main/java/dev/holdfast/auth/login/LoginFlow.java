package dev.holdfast.auth.login;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.internal.Batches;
import dev.holdfast.core.tx.HostTransaction;
import org.jooq.DSLContext;

/**
 * A login from the password to its end: password, second factor, and a {@link Login} that a session can be built on.
 *
 * <p>The setups of all its parts are made of one {@link dev.holdfast.auth.login.host.LoginHost}:
 *
 * <pre>{@code
 * LoginFlow login = LoginFlow.of(host.login(), LoginParts.of(accounts, passwords, throttle)
 *         .withSecondFactors(SecondFactor.totp(verifier, enrolment), SecondFactor.recoveryCodes(codes))
 *         .withTrustedDevices(devices));
 * LoginResult result = login.begin(LoginRequest.of(LoginName.of(name), password, client));
 * }</pre>
 *
 * <p><em>Transaction.</em> {@link #begin}, {@link #complete} and {@link #deleteExpired} own, in short transactions of the
 * setup's runner; none is open while a password is hashed. {@link #revokeAll} joins.
 *
 * <p><em>Concurrency.</em> Of any number of right responses to one challenge one logs in. Thread-safe.
 *
 * <p><em>Refusals.</em> A wrong password, an unknown name, an account that is locked, unverified or disabled, a challenge
 * that is malformed, unknown, expired or used up, a wrong response: always the same {@link LoginResult.Refused}. Only the
 * audit record has the reason.
 *
 * <p><em>Security note.</em> That a second factor is asked for tells that the password was right, as in any login of two
 * steps. It is a revocation as well: with a change of password or factors, the logins under way have to begin again.
 */
public final class LoginFlow implements Revocation {
    /** The most rows that one transaction of {@link #deleteExpired} deletes. */
    public static final int BATCH = 500;

    private final LoginSetup setup;
    private final ChallengeTokens challenges;
    private final PasswordStep password;
    private final FactorStep factor;

    private LoginFlow(LoginSetup setup, LoginParts parts) {
        LoginSteps steps = new LoginSteps(setup);
        this.setup = setup;
        this.challenges = new ChallengeTokens(setup);
        this.password = new PasswordStep(steps, parts, challenges);
        this.factor = new FactorStep(steps, parts, challenges);
    }

    /**
     * The login of a host.
     *
     * @param setup what it works with
     * @param parts what it composes
     * @return the login
     */
    public static LoginFlow of(LoginSetup setup, LoginParts parts) {
        return new LoginFlow(setup, parts);
    }

    /**
     * What takes back the logins between their two steps, for parts that are made before the flow that composes them: an
     * enrolment or new recovery codes end the logins that were begun under the factors before.
     *
     * @param setup what the flow works with
     * @return the same as the flow's own {@link #revokeAll}
     */
    public static Revocation revocation(LoginSetup setup) {
        ChallengeTokens challenges = new ChallengeTokens(setup);
        return (tx, userId, reason) -> challenges.revoke(HostTransaction.join(tx), null, userId);
    }

    /**
     * The first step: checks the password, unless the throttle refuses, which computes no hash.
     *
     * <p>Known, unknown, locked, unverified and disabled accounts cost the same lookups, hashes and records, and get the
     * same answer.
     *
     * @param request who wants to log in
     * @return authenticated when no second factor is asked for; a challenge when one is; refused; or to be tried later
     */
    public LoginResult begin(LoginRequest request) {
        return unlessConflict(() -> password.begin(request), LoginSteps::conflict);
    }

    /**
     * The second step: checks the response, after counting it against the challenge.
     *
     * @param completion the challenge and the response to it
     * @return authenticated, refused, or to be tried later; while the challenge has attempts left, another response may
     *     follow a refusal
     */
    public LoginResult complete(LoginCompletion completion) {
        return unlessConflict(() -> factor.complete(completion), LoginSteps::conflict);
    }

    /** {@inheritDoc} What is taken back are the logins between their two steps, in every tenant. */
    @Override
    public int revokeAll(DSLContext tx, String userId, RevocationReason reason) {
        return challenges.revoke(HostTransaction.join(tx), null, userId);
    }

    /**
     * The same for the users of one tenant, for hosts whose user ids repeat from tenant to tenant.
     *
     * @param tenantId the tenant
     * @return a revocation that leaves the other tenants alone
     */
    public Revocation inTenant(String tenantId) {
        return (tx, userId, reason) -> challenges.revoke(HostTransaction.join(tx), tenantId, userId);
    }

    /**
     * Deletes challenges that have expired, in batches of {@value #BATCH}; for the host's scheduler. Safe on several nodes
     * at once: each passes over the rows that another is deleting.
     *
     * @return how many were deleted
     */
    public int deleteExpired() {
        return new Batches(setup.runner(), BATCH).all(own -> challenges.deleteExpired(own, BATCH));
    }
}
