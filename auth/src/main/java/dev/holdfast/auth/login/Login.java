package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A login that came to its end: what a session is built on.
 *
 * @param user who logged in
 * @param amr how, by the values of RFC 8176 §2: {@code pwd}, then the second factor's and {@code mfa} when one was given
 * @param authenticatedAt when the last proof was given; a session's {@code auth_time}
 * @param secondFactor what became of the second factor
 * @param hints what the user should be told or made to do next
 * @param device the trusted device's next token, to be stored on it in place of the one before; empty when this device is
 *     none
 */
public record Login(
        UserRef user,
        List<String> amr,
        Instant authenticatedAt,
        SecondFactorState secondFactor,
        Hints hints,
        Optional<RememberedDevice> device) {
    /** Copies the list. */
    public Login {
        amr = List.copyOf(amr);
    }

    /** What became of the second factor. */
    public enum SecondFactorState {
        /** The user has none. */
        NOT_ENROLLED,
        /** It was given in this login. */
        VERIFIED,
        /** It was given earlier, on a device that is still trusted; this never satisfies a step-up. */
        TRUSTED_DEVICE
    }

    /**
     * What the user should be told or made to do next.
     *
     * @param mustChangePassword true when the host should let the user do nothing else before a new password
     * @param recoveryCodesLeft how many recovery codes are left, when one was spent in this login
     */
    public record Hints(boolean mustChangePassword, OptionalInt recoveryCodesLeft) {}

    /**
     * A trusted device.
     *
     * @param id its public id
     * @param token what the device presents at its next login; shown this once
     * @param expiresAt from when on the second factor is asked for again
     */
    public record RememberedDevice(UUID id, Secret token, Instant expiresAt) {}
}
