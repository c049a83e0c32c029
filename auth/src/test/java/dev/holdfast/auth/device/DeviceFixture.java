package dev.holdfast.auth.device;

import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.TokenFormat;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Trusted devices over a database of their own. */
final class DeviceFixture extends FactorFixture {
    static final Duration GRACE = TrustedDevicePolicy.defaults().grace();

    final TrustedDeviceSetup setup;
    final TrustedDevices devices;

    DeviceFixture() {
        super(TrustedDeviceSetup.KEY_PURPOSE);
        setup = TrustedDeviceSetup.of(ring::get, runner, trail, clock);
        devices = TrustedDevices.of(setup);
    }

    /** A device of a user, and the token it holds. */
    record Held(UserRef user, TrustResult.Issued issued) {
        Secret token() {
            return issued.token();
        }

        /** Well-formed, names the device, and was never given out. */
        Secret forged() {
            return TokenFormat.of("hftd", new SecureRandom())
                    .mint(issued.deviceId())
                    .text();
        }
    }

    Held trust() {
        return trust(newUser());
    }

    Held trust(UserRef user) {
        return trust(devices, user);
    }

    Held trust(TrustedDevices by, UserRef user) {
        return inTx(tx -> new Held(user, issued(by.trust(tx, user, "Firefox on Debian"))));
    }

    /** A device whose token is rotated at its next use. */
    Held settled() {
        Held held = trust();
        clock.advance(GRACE);
        return held;
    }

    RecognitionResult recognise(UserRef user, Secret token) {
        return inTx(tx -> devices.recognise(tx, user, token));
    }

    RecognitionResult recognise(Held held) {
        return recognise(held.user(), held.token());
    }

    RecognitionResult.Trusted trusted(UserRef user, Secret token) {
        return recognise(user, token)
                .fold(
                        device -> device,
                        () -> {
                            throw new AssertionError("unknown: " + denials);
                        },
                        () -> {
                            throw new AssertionError("conflict");
                        });
    }

    boolean accepts(Held held) {
        return recognise(held) instanceof RecognitionResult.Trusted;
    }

    static TrustResult.Issued issued(TrustResult result) {
        return result.fold(issued -> issued, () -> {
            throw new AssertionError("conflict");
        });
    }

    static RecognitionResult.Unknown unknown() {
        return new RecognitionResult.Unknown();
    }

    int revokeOthers(Held held) {
        return inTx(tx -> devices.revokeOthers(tx, held.user(), held.issued().deviceId()));
    }

    boolean revoke(UserRef user, Held held) {
        return inTx(tx -> devices.revoke(tx, user, held.issued().deviceId()));
    }

    List<TrustedDevice> list(TrustedDevices by, UserRef user) {
        return inTx(tx -> by.list(tx, user));
    }
}
