package dev.holdfast.auth.totp.environment;

import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpResult;
import dev.holdfast.auth.totp.TotpResult.Reason;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpSecret;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * TOTP for an application with one user, switched on by {@code TOTP_ENABLED=true} and {@code TOTP_SECRET=<base32>}.
 *
 * <p>A code is accepted once, and attempts are bounded by the policy's budget, both in the memory of this instance.
 * Thread-safe: keep one.
 *
 * <p><em>Security note.</em> Another node, or this one after a restart, knows nothing of the codes used here. An
 * application with a database hands {@link #credential()} to
 * {@link dev.holdfast.auth.totp.TotpEnrolment#adopt TotpEnrolment.adopt} at its start and verifies with
 * {@link dev.holdfast.auth.totp.TotpVerifier}, which keeps them in rows.
 */
public final class EnvironmentTotp {
    /** The variable that switches it on. */
    public static final String ENABLED = "TOTP_ENABLED";

    /** The variable that holds the secret in base32. */
    public static final String SECRET = "TOTP_SECRET";

    /** What accepted codes name as their device; there is no row of this id. */
    public static final UUID DEVICE_ID = new UUID(0, 0);

    private final OtpAuthUri credential;
    private final TotpPolicy policy;
    private final Clock clock;
    private final TotpCodes codes;

    private final Deque<Instant> recent = new ArrayDeque<>();
    private int spent;
    private long lastStep = -1;

    private EnvironmentTotp(OtpAuthUri credential, TotpPolicy policy, Clock clock) {
        this.credential = credential;
        this.policy = policy;
        this.clock = clock;
        this.codes = TotpCodes.of(credential.parameters());
    }

    /**
     * Reads the two variables.
     *
     * @param variables gives a variable's value or null, such as {@code System::getenv} or {@code map::get}
     * @param account what an authenticator app shows as the account
     * @param policy parameters, window and budget
     * @param clock the host's clock
     * @return the verifier, or empty when it is not switched on
     * @throws IllegalArgumentException when a variable has no meaning, or the secret is missing or malformed; it is never
     *     quoted
     */
    public static Optional<EnvironmentTotp> read(
            Function<String, @Nullable String> variables, String account, TotpPolicy policy, Clock clock) {
        if (!isTrue(variables.apply(ENABLED))) {
            return Optional.empty();
        }
        String secret = variables.apply(SECRET);
        if (secret == null || secret.isBlank()) {
            throw new IllegalArgumentException(SECRET + " must hold a base32 secret when " + ENABLED + " is true");
        }
        OtpAuthUri credential =
                new OtpAuthUri(policy.issuer(), account, TotpSecret.parse(secret.strip()), policy.parameters());
        return Optional.of(new EnvironmentTotp(credential, policy, clock));
    }

    /**
     * The credential, to be taken over into the database.
     *
     * @return account, secret and parameters; prints without the secret
     */
    public OtpAuthUri credential() {
        return credential;
    }

    /**
     * Verifies a code against the memory of this instance.
     *
     * @param code what was entered, as it was entered
     * @return accepted or rejected, as by {@link dev.holdfast.auth.totp.TotpVerifier}; never a conflict
     */
    public synchronized TotpResult verify(String code) {
        if (!TotpCodes.isWellFormed(code)) {
            return new TotpResult.Rejected(Reason.MALFORMED);
        }
        Instant now = clock.instant();
        if (!count(now)) {
            return new TotpResult.Rejected(Reason.TOO_MANY_ATTEMPTS);
        }
        OptionalLong step = codes.match(credential.secret(), code, now, policy.driftSteps());
        if (step.isEmpty()) {
            return new TotpResult.Rejected(Reason.WRONG);
        }
        if (step.getAsLong() <= lastStep) {
            return new TotpResult.Rejected(Reason.REPLAYED);
        }
        lastStep = step.getAsLong();
        spent--;
        return new TotpResult.Accepted(DEVICE_ID, lastStep);
    }

    /** Makes the budget whole again, when somebody who may has proven the user otherwise; a restart does so too. */
    public synchronized void resetAttempts() {
        recent.clear();
        spent = 0;
    }

    private boolean count(Instant now) {
        Instant gone = now.minus(policy.budget().window());
        // What lies further ahead than any window was counted by a clock that has been set back since.
        Instant ahead = now.plus(policy.budget().window());
        boolean unused = recent.removeIf(at -> !at.isAfter(gone) || at.isAfter(ahead));
        if (spent >= policy.budget().inAll() || recent.size() >= policy.budget().perWindow()) {
            return false;
        }
        recent.addLast(now);
        spent++;
        return true;
    }

    private static boolean isTrue(@Nullable String value) {
        if (value == null || value.isBlank() || value.strip().equalsIgnoreCase("false")) {
            return false;
        }
        // A typing error must not switch a second factor off in silence.
        if (!value.strip().equalsIgnoreCase("true")) {
            throw new IllegalArgumentException(ENABLED + " must be true or false");
        }
        return true;
    }
}
