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

    /**
     * The password as a factor, checked by the host.
     *
     * <p>Responses of more than 1024 bytes are rejected before the check, so that nobody buys a long hash with a long
     * text. Counting attempts is the check's own part.
     *
     * @param check compares with the stored hash
     * @return a factor with {@code amr} {@code pwd}
     */
    static StepUpFactor password(PasswordCheck check) {
        return new StepUpFactor() {
            @Override
            public String amr() {
                return "pwd";
            }

            @Override
            public FactorResult verify(DSLContext tx, StepUpSubject subject, Secret response) {
                if (response.length() > MAX_PASSWORD_BYTES) {
                    return new FactorResult.Rejected(FactorResult.Reason.MALFORMED);
                }
                return check.matches(tx, subject, response)
                        ? new FactorResult.Verified()
                        : new FactorResult.Rejected(FactorResult.Reason.WRONG);
            }
        };
    }

    /** The longest password handed to a {@link PasswordCheck}, in bytes of UTF-8. */
    int MAX_PASSWORD_BYTES = 1024;

    /** The host's own check of a password. */
    @FunctionalInterface
    interface PasswordCheck {
        /**
         * Whether the password is the user's. Hashes as long for an unknown user as for a known one.
         *
         * @param tx the caller's transaction
         * @param subject whose
         * @param password what was entered
         * @return true when it is
         */
        boolean matches(DSLContext tx, StepUpSubject subject, Secret password);
    }
}
