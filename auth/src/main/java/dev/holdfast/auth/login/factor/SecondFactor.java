package dev.holdfast.auth.login.factor;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.auth.totp.environment.EnvironmentTotp;
import dev.holdfast.core.secret.Secret;
import org.jooq.DSLContext;

/**
 * One way to prove who one is after the password: the port behind which TOTP, recovery codes and a host's own factors
 * stand.
 *
 * <p>Apart from the step-up port, since login needs to know beforehand who has the factor, and gives each attempt the
 * challenge it belongs to.
 *
 * <p><em>Transaction.</em> Marks of use (a step seen, a code spent) join; counters of attempts own, so that a rollback
 * cannot hide them.
 *
 * <p><em>Contract.</em> A wrong, replayed, malformed or over-long response is a rejection, never an exception; a response
 * is accepted at most once, and only from the user whose it is; after at most 100 wrong ones in a row, whatever was rolled
 * back, none is accepted (NIST SP 800-63B-4 §3.2.2); users who have the factor cost the same statements as those who have
 * not. Implementations are thread-safe. Published as {@code SecondFactorContract} in the module's tests jar.
 */
public interface SecondFactor {
    /**
     * The name under which the client chooses it.
     *
     * @return a lower-case word, such as {@code totp}
     */
    String method();

    /**
     * The authentication method reference it gives.
     *
     * @return a value of RFC 8176 §2, such as {@code otp}
     */
    String amr();

    /**
     * Whether the user has it, so that the password alone logs nobody in.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @return true when it can be asked for
     */
    boolean isEnrolled(DSLContext tx, UserRef user);

    /**
     * Whether it only stands in for another: what is left of it asks nobody for a second factor by itself.
     *
     * @return false, unless a factor says otherwise
     */
    default boolean isFallback() {
        return false;
    }

    /**
     * Checks a response.
     *
     * @param tx the caller's transaction; rolled back when the login is refused for another reason
     * @param user whose response it is
     * @param response what the user entered
     * @param challengeId the public id of the login under way, for a budget of its own
     * @return accepted, rejected, or a conflict
     */
    SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId);

    /**
     * The user's authenticators, any of several: method {@code totp}.
     *
     * @param verifier checks the codes, and counts the attempts
     * @param enrolment knows who has one
     * @return the factor
     */
    static SecondFactor totp(TotpVerifier verifier, TotpEnrolment enrolment) {
        return new TotpFactor(verifier, enrolment);
    }

    /**
     * The user's recovery codes, which stand in for a factor that was lost: method {@code recovery_code}.
     *
     * @param codes spends them
     * @return the factor, a fallback: whoever has codes and nothing else is not asked for one
     */
    static SecondFactor recoveryCodes(RecoveryCodes codes) {
        return new RecoveryFactor(codes);
    }

    /**
     * The one secret of a single-user application ({@code TOTP_ENABLED}, {@code TOTP_SECRET}): method {@code totp}.
     *
     * <p><em>Security note.</em> What was used stays in the memory of this instance, and is not undone by a rollback.
     *
     * @param totp what the variables gave
     * @param user the one user who has it
     * @return the factor
     */
    static SecondFactor environment(EnvironmentTotp totp, UserRef user) {
        return new EnvironmentFactor(totp, user);
    }
}
