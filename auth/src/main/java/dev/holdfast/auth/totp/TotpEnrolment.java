package dev.holdfast.auth.totp;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;
import static dev.holdfast.auth.totp.TotpTable.CONFIRMED_AT;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.internal.AttemptCounter;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.auth.totp.EnrolmentResult.Reason;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.HostTransaction;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Brings authenticators to users and takes them away.
 *
 * <p>A user has at most one enrolment under way; beginning again replaces it. Confirming and removing a device revokes
 * what else the user holds ({@link RevocationReason#FACTOR_CHANGED}), since it was granted under other factors.
 *
 * <p><em>Transaction.</em> All methods join. The attempts that confirmations make are counted in transactions of their
 * own, against the same budget as those at login. Thread-safe.
 *
 * <p><em>Security note.</em> Who may add or remove a factor is the host's rule: ask for step-up first. That a user removes
 * the last device is not refused.
 */
public final class TotpEnrolment {
    private static final int MAX_LABEL = OtpAuthUri.MAX_ACCOUNT;

    private final TotpSetup setup;
    private final Revocation revocation;
    private final TotpDevices devices;
    private final AttemptCounter attempts;
    private final TotpKeys keys;
    private final SecureRandom random = new SecureRandom();
    private final Uuid7 ids;

    private TotpEnrolment(TotpSetup setup, Revocation revocation) {
        this.setup = setup;
        this.revocation = revocation;
        this.devices = new TotpDevices(setup.namespace());
        this.attempts = setup.attempts();
        this.keys = new TotpKeys(setup);
        this.ids = Uuid7.of(setup.clock());
    }

    /**
     * An enrolment.
     *
     * @param setup what it works with
     * @param revocation what else the user holds, taken back when a factor changes: step-up tokens, sessions;
     *     {@link Revocation#none()} says that there is nothing to take back
     * @return the enrolment
     */
    public static TotpEnrolment of(TotpSetup setup, Revocation revocation) {
        return new TotpEnrolment(setup, revocation);
    }

    /**
     * A begun enrolment, to be shown to the user once.
     *
     * @param deviceId what to confirm
     * @param uri the secret and everything an authenticator app needs; prints without the secret
     * @param expiresAt when it can no longer be confirmed
     */
    public record Pending(UUID deviceId, OtpAuthUri uri, Instant expiresAt) {}

    /**
     * Begins an enrolment with a new secret; a code is accepted only after {@link #confirm}.
     *
     * @param tx the caller's transaction
     * @param user who enrols
     * @param label what the app and the list of devices show, usually the account's name; 1 to 128 characters, no colon
     * @return the secret to show once; refused: {@link Reason#TOO_MANY_DEVICES}
     * @throws IllegalArgumentException when the label is blank, too long, or holds a colon or control character
     */
    public EnrolmentResult<Pending> begin(DSLContext tx, UserRef user, String label) {
        OtpAuthUri.requireName("label", label, MAX_LABEL);
        DSLContext joined = HostTransaction.join(tx);
        TotpPolicy policy = setup.policy();
        Instant now = setup.now();
        UUID id = ids.next();
        TotpSecret secret = TotpSecret.random(random, policy.secretBytes());
        TotpDevices.Stored device =
                new TotpDevices.Stored(id, user, label, policy.parameters(), keys.seal(secret, user, id), -1, now);
        EnrolmentResult<Pending> result = decided(() -> {
            if (!devices.begin(joined, device, policy.maxDevices())) {
                return new EnrolmentResult.Refused<>(Reason.TOO_MANY_DEVICES);
            }
            act(joined, TotpEvents.BEGIN, user, id);
            OtpAuthUri uri = new OtpAuthUri(policy.issuer(), label, secret, policy.parameters());
            return new EnrolmentResult.Done<>(new Pending(id, uri, now.plus(policy.enrolmentLifetime())));
        });
        return recorded(joined, TotpEvents.BEGIN, user, result);
    }

    /**
     * Confirms a begun enrolment by the code that the new device shows; the code is used up.
     *
     * @param tx the caller's transaction
     * @param user who enrols
     * @param deviceId what {@link #begin} gave
     * @param code what was entered, as it was entered
     * @return the confirmed device; refused: any reason
     */
    public EnrolmentResult<TotpDevice> confirm(DSLContext tx, UserRef user, UUID deviceId, String code) {
        DSLContext joined = HostTransaction.join(tx);
        EnrolmentResult<TotpDevice> result;
        if (!TotpCodes.isWellFormed(code)) {
            result = new EnrolmentResult.Refused<>(Reason.MALFORMED);
        } else {
            Instant now = setup.now();
            // The enrolment is a challenge of its own, so that a user who mistypes it may begin another one.
            AttemptCounter.Counted counted = attempts.count(user, Optional.of(deviceId.toString()), now);
            result = counted.refused()
                    ? new EnrolmentResult.Refused<>(Reason.TOO_MANY_ATTEMPTS)
                    : decided(() -> devices.pending(joined, user, deviceId)
                            .map(device -> confirm(joined, device, code, new Attempt(now, counted.inChallenge())))
                            .orElseGet(() -> new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE)));
        }
        return recorded(joined, TotpEvents.CONFIRM, user, result);
    }

    /**
     * Takes over a secret that the host has held in clear, as a confirmed device: an environment variable.
     * Idempotent, so that every node may call it at every start; the user has at most one adopted device. The same
     * credential again writes nothing. Another one replaces the one before, which revokes what else the user
     * holds; one that was removed comes back. For a column of a table there is {@link TotpTakeover}.
     *
     * @param tx the caller's transaction
     * @param user whose secret it is
     * @param credential the account's name as label, the secret and its parameters
     * @return the device's id; nothing is refused
     */
    public EnrolmentResult<UUID> adopt(DSLContext tx, UserRef user, OtpAuthUri credential) {
        DSLContext joined = HostTransaction.join(tx);
        TotpDevices.Stored device = keys.adopted(user, credential, setup.now());
        return decided(() -> {
            Optional<TotpDevices.Stored> held = devices.held(joined, user, device.id());
            if (held.isPresent() && isSame(held.get(), credential)) {
                return new EnrolmentResult.Done<>(device.id());
            }
            boolean unused = devices.adopt(joined, device);
            act(joined, TotpEvents.ADOPT, user, device.id());
            if (held.isPresent()) {
                factorChanged(joined, user);
            }
            return new EnrolmentResult.Done<>(device.id());
        });
    }

    /**
     * Removes a device and erases its secret.
     *
     * @param tx the caller's transaction
     * @param user whose device it is
     * @param deviceId the device, confirmed or not
     * @return its id; refused: {@link Reason#UNKNOWN_DEVICE}
     */
    public EnrolmentResult<UUID> remove(DSLContext tx, UserRef user, UUID deviceId) {
        DSLContext joined = HostTransaction.join(tx);
        EnrolmentResult<UUID> result = decided(() -> {
            Optional<Record> removed = devices.remove(joined, user, deviceId, setup.now());
            if (removed.isEmpty()) {
                return new EnrolmentResult.Refused<>(Reason.UNKNOWN_DEVICE);
            }
            act(joined, TotpEvents.REMOVE, user, deviceId);
            if (removed.get().get(CONFIRMED_AT) != null) {
                factorChanged(joined, user);
            }
            return new EnrolmentResult.Done<>(deviceId);
        });
        return recorded(joined, TotpEvents.REMOVE, user, result);
    }

    /**
     * The user's confirmed devices, oldest first; not empty says that a second factor can be asked for.
     *
     * @param tx the caller's transaction
     * @param user whose devices
     * @return the devices, without their secrets
     */
    public List<TotpDevice> devices(DSLContext tx, UserRef user) {
        return devices.list(tx, user);
    }

    private boolean isSame(TotpDevices.Stored stored, OtpAuthUri credential) {
        return stored.label().equals(credential.account())
                && stored.parameters().equals(credential.parameters())
                && keys.open(stored).filter(credential.secret()::equals).isPresent();
    }

    private EnrolmentResult<TotpDevice> confirm(
            DSLContext tx, TotpDevices.Stored device, String code, Attempt attempt) {
        // An enrolment begun exactly the lifetime ago is already expired.
        Instant begunAfter = attempt.at().minus(setup.policy().enrolmentLifetime());
        if (!device.createdAt().isAfter(begunAfter)) {
            return new EnrolmentResult.Refused<>(Reason.EXPIRED);
        }
        OptionalLong step = keys.open(device)
                .map(secret -> TotpCodes.of(device.parameters())
                        .match(secret, code, attempt.at(), setup.policy().driftSteps()))
                .orElse(OptionalLong.empty());
        if (step.isEmpty()) {
            return new EnrolmentResult.Refused<>(Reason.WRONG);
        }
        TotpDevices.Use use = new TotpDevices.Use(step.getAsLong(), attempt.at(), attempt.forgiven());
        int maxDevices = setup.policy().maxDevices();
        if (!devices.confirm(tx, device, use, new TotpDevices.Limits(begunAfter, maxDevices))) {
            boolean full = devices.confirmed(tx, device.user()).size() >= maxDevices;
            return new EnrolmentResult.Refused<>(full ? Reason.TOO_MANY_DEVICES : Reason.UNKNOWN_DEVICE);
        }
        act(tx, TotpEvents.CONFIRM, device.user(), device.id());
        factorChanged(tx, device.user());
        return new EnrolmentResult.Done<>(
                new TotpDevice(device.id(), device.label(), attempt.at(), Optional.of(attempt.at())));
    }

    private void factorChanged(DSLContext tx, UserRef user) {
        int unused = revocation.revokeAll(tx, user.userId(), RevocationReason.FACTOR_CHANGED);
    }

    private static <S> EnrolmentResult<S> decided(Supplier<EnrolmentResult<S>> work) {
        return unlessConflict(work, EnrolmentResult.Conflict::new);
    }

    private void act(DSLContext tx, Action action, UserRef user, UUID deviceId) {
        SecurityEvent.Builder event = TotpEvents.of(setup.trail(), action, user).target(TotpEvents.device(deviceId));
        setup.trail().act(tx, event.severity(Severity.LOW).build());
    }

    private <S> EnrolmentResult<S> recorded(DSLContext tx, Action action, UserRef user, EnrolmentResult<S> result) {
        if (result instanceof EnrolmentResult.Refused<S> refused) {
            SecurityEvent.Builder event =
                    TotpEvents.of(setup.trail(), action, user).denied(AuthEvents.word(refused.reason()));
            setup.trail().denial(tx, event.build());
        }
        return result;
    }

    /** A counted attempt: when, and how many attempts its success gives back. */
    private record Attempt(Instant at, long forgiven) {}
}
