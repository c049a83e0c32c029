package dev.holdfast.auth.totp;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.secret.Binding;
import dev.holdfast.core.secret.Key;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.secret.Sealer;
import dev.holdfast.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals and opens the secrets of devices, bound to tenant, user and device. */
final class TotpKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TotpKeys.class);
    private static final String DECOY = "totp-decoy";
    private static final Binding NOBODY = Binding.of(DECOY);

    private final Supplier<KeyRing> ring;
    private final Sealer sealer;
    private final Sealer decoySealer;
    private final Sealed decoy;

    TotpKeys(TotpSetup setup) {
        SecureRandom random = new SecureRandom();
        this.ring = setup.keys();
        this.sealer = Sealer.of(TotpSetup.KEY_PURPOSE, ring, random);
        // Under a key of its own: the rotation of the real ring must not make the decoy unreadable.
        KeyRing decoyRing = KeyRing.of(DECOY, "decoy", Secret.random(random, Key.LENGTH));
        this.decoySealer = Sealer.of(DECOY, () -> decoyRing, random);
        this.decoy = decoySealer.seal(Secret.random(random, setup.policy().secretBytes()), NOBODY);
    }

    Sealed seal(TotpSecret secret, UserRef user, UUID deviceId) {
        return sealer.seal(secret.value(), binding(user, deviceId));
    }

    /** A credential that the host has held in clear, sealed as a device whose id is made from the user. */
    TotpDevices.Stored adopted(UserRef user, OtpAuthUri credential, Instant now) {
        // A user's id holds no character 0, so no two users give the same name.
        String name = "adopted\0" + user.tenantId() + '\0' + user.userId();
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        Sealed sealed = seal(credential.secret(), user, id);
        return new TotpDevices.Stored(id, user, credential.account(), credential.parameters(), sealed, -1, now);
    }

    /** The secret, or empty when its key is gone or the row was altered: such a device accepts no code. */
    Optional<TotpSecret> open(TotpDevices.Stored device) {
        try {
            return Optional.of(new TotpSecret(sealer.open(device.sealed(), binding(device.user(), device.id()))));
        } catch (Sealer.UnsealException e) {
            LOG.error("TOTP device {} accepts no code: its secret does not open", device.id(), e);
            return Optional.empty();
        }
    }

    /** A secret that no device has, at the cost of opening one. */
    TotpSecret decoy() {
        return new TotpSecret(decoySealer.open(decoy, NOBODY));
    }

    /** The secret sealed anew when its key retires. A key still pending here is newer than the active one: left. */
    Optional<Sealed> renewed(TotpDevices.Stored device, TotpSecret secret) {
        return retiringIds().contains(device.sealed().keyId())
                ? Optional.of(seal(secret, device.user(), device.id()))
                : Optional.empty();
    }

    List<String> retiringIds() {
        return ring.get().keys().stream()
                .filter(key -> key.status() == KeyStatus.RETIRING)
                .map(Key::id)
                .toList();
    }

    private static Binding binding(UserRef user, UUID deviceId) {
        return Binding.of(user.tenantId(), user.userId(), deviceId.toString());
    }
}
