package dev.holdfast.auth.device;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.secret.TokenFormat;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** Tells what a well-formed token says: replaces the newest, knows the one before in its grace, and finds reuse. */
final class DeviceRecognition {
    private final TrustedDeviceSetup setup;
    private final DeviceStore store;
    private final TokenFormat format;

    DeviceRecognition(TrustedDeviceSetup setup, DeviceStore store, TokenFormat format) {
        this.setup = setup;
        this.store = store;
        this.format = format;
    }

    /** Joins; a serialisation conflict comes out as an exception. */
    RecognitionResult of(DSLContext tx, UserRef user, Token token) {
        Instant now = setup.now();
        DeviceStore.Moment moment =
                new DeviceStore.Moment(now, now.minus(setup.policy().grace()));
        DeviceStore.Of device = new DeviceStore.Of(user, token.id());
        DeviceTokens tokens = new DeviceTokens(format, setup.keys().get());
        DeviceStore.Presented presented =
                new DeviceStore.Presented(tokens.candidates(token, user), tokens.families(token, user));
        Token successor = tokens.successor(token);
        Optional<Instant> rotated = store.rotate(tx, device, presented.token(), tokens.stored(successor, user), moment);
        if (rotated.isPresent()) {
            return trusted(tx, device, successor, rotated.get());
        }
        Optional<DeviceStore.Seen> seen = store.look(tx, device, presented, moment);
        if (seen.isEmpty()) {
            return unknown(tx, device, "unknown", Severity.INFO);
        }
        Optional<Token> current = current(seen.get(), token, tokens, now);
        if (current.isPresent()) {
            return trusted(tx, device, current.get(), seen.get().expiresAt());
        }
        return store.revokeReused(tx, device, presented, moment)
                ? reused(tx, device)
                : unknown(tx, device, why(seen.get(), now), Severity.INFO);
    }

    /** The newest token, for whoever sent it or the one before within the grace. */
    private static Optional<Token> current(DeviceStore.Seen seen, Token token, DeviceTokens tokens, Instant now) {
        if (seen.revoked() || !seen.expiresAt().isAfter(now) || !seen.inGrace()) {
            return Optional.empty();
        } else if (seen.newest()) {
            return Optional.of(token);
        }
        return seen.previous() ? tokens.successor(token, seen.keyId()) : Optional.empty();
    }

    private static String why(DeviceStore.Seen seen, Instant now) {
        if (seen.revoked()) {
            return "revoked";
        }
        return seen.expiresAt().isAfter(now) ? "unknown" : "expired";
    }

    private RecognitionResult trusted(DSLContext tx, DeviceStore.Of device, Token token, Instant expiresAt) {
        act(tx, event(DeviceEvents.RECOGNISE, device));
        return new RecognitionResult.Trusted(device.id(), token.text(), expiresAt);
    }

    private RecognitionResult reused(DSLContext tx, DeviceStore.Of device) {
        act(tx, event(DeviceEvents.REVOKE, device).severity(Severity.HIGH).with("reason", "reused"));
        return unknown(tx, device, "reused", Severity.HIGH);
    }

    private RecognitionResult unknown(DSLContext tx, DeviceStore.Of device, String why, Severity severity) {
        setup.trail()
                .denial(
                        tx,
                        event(DeviceEvents.RECOGNISE, device)
                                .denied(why)
                                .severity(severity)
                                .build());
        return new RecognitionResult.Unknown();
    }

    private SecurityEvent.Builder event(Action action, DeviceStore.Of device) {
        return DeviceEvents.of(setup.trail(), action, device.user()).target(DeviceEvents.device(device.id()));
    }

    private void act(DSLContext tx, SecurityEvent.Builder event) {
        setup.trail().act(tx, event.build());
    }
}
