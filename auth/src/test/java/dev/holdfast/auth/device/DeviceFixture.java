package dev.holdfast.auth.device;

import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.core.secret.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Trusted devices over a database of their own. */
final class DeviceFixture implements AutoCloseable {
    static final Duration GRACE = TrustedDevicePolicy.defaults().grace();

    final FactorFixture base;
    final TrustedDeviceSetup setup;
    final TrustedDevices devices;

    DeviceFixture() throws SQLException {
        base = new FactorFixture(TrustedDeviceSetup.KEY_PURPOSE);
        setup = TrustedDeviceSetup.of(base.ring::get, base.runner, base.trail, base.clock);
        devices = TrustedDevices.of(setup);
    }

    /** A device of a user, and the token it holds. */
    record Held(UserRef user, TrustResult.Issued issued) {
        Secret token() {
            return issued.token();
        }
    }

    Held trust() {
        return trust(base.newUser());
    }

    Held trust(UserRef user) {
        return trust(devices, user);
    }

    Held trust(TrustedDevices by, UserRef user) {
        return base.inTx(tx -> new Held(user, issued(by.trust(tx, user, "Firefox on Debian"))));
    }

    /** A device whose token is rotated at its next use. */
    Held settled() {
        Held held = trust();
        base.clock.advance(GRACE);
        return held;
    }

    RecognitionResult recognise(UserRef user, Secret token) {
        return base.inTx(tx -> devices.recognise(tx, user, token));
    }

    RecognitionResult recognise(Held held) {
        return recognise(held.user(), held.token());
    }

    RecognitionResult.Trusted trusted(UserRef user, Secret token) {
        return recognise(user, token)
                .fold(
                        device -> device,
                        () -> {
                            throw new AssertionError("unknown: " + base.denials);
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
        return base.inTx(
                tx -> devices.revokeOthers(tx, held.user(), held.issued().deviceId()));
    }

    boolean revoke(UserRef user, Held held) {
        return base.inTx(tx -> devices.revoke(tx, user, held.issued().deviceId()));
    }

    List<TrustedDevice> list(TrustedDevices by, UserRef user) {
        return base.inTx(tx -> by.list(tx, user));
    }

    @Override
    public void close() {
        base.close();
    }
}
