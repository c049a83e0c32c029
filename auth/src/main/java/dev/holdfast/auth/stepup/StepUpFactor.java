package dev.holdfast.auth.stepup;

import dev.holdfast.core.secret.Secret;
import org.jooq.DSLContext;

/**
 * One way to prove again who one is: the port behind which passwords, TOTP and a host's own factors stand.
 *
 * <p><em>Transaction.</em> Marks of use (a TOTP step seen, a recovery code spent) join; counters of attempts own, so that
 * a rollback cannot hide them.
 *
 * <p><em>Contract.</em> A wrong, replayed, malformed or over-long response is {@link FactorResult.Rejected}, never an
 * exception; a response is accepted at most once where the factor is single-use; unknown users cost the same work as
 * known ones. Implementations are thread-safe.
 */
public interface StepUpFactor {
    /**
     * The authentication method reference this factor gives.
     *
     * @return a value of RFC 8176 §2, such as {@code pwd} or {@code otp}
     */
    String amr();

    /**
     * Checks a response.
     *
     * @param tx the caller's transaction
     * @param subject whose response it is
     * @param response what the user entered
     * @return verified or rejected
     */
    FactorResult verify(DSLContext tx, StepUpSubject subject, Secret response);
}
