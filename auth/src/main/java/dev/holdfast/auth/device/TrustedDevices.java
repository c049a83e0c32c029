package dev.holdfast.auth.device;

import static dev.holdfast.auth.internal.Conflicts.unlessConflict;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.AuthEvents;
import dev.holdfast.core.Require;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.HostTransaction;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Devices that proved a second factor and are spared it for a fixed time.
 *
 * <p>A device holds a token that is replaced at each recognition; its end, {@link TrustedDevicePolicy#lifetime} after the
 * factor, never moves. Requests that send one token side by side get the same successor. Who sends a token that was
 * replaced longer ago than the grace holds a copy, or the device's owner does: the trust ends for both, and a denial of
 * severity HIGH says so.
 *
 * <p><em>Transaction.</em> All methods join. Hand a token out after the commit only: a device that was given the token of
 * a rolled-back rotation looks like a thief.
 *
 * <p><em>Concurrency.</em> Thread-safe. A token is replaced by one compare-and-set. Trusting a device and revoking
 * several hold a row of the user, so that nothing trusted side by side escapes a revocation or passes the bound.
 *
 * <p><em>Security note.</em> It spares the second factor at login, after the password, and nothing else: it never
 * satisfies step-up. Wire it as {@link Revocation} to changes of password and factor, not to logout.
 */
public final class TrustedDevices implements Revocation {
    private static final int MAX_LABEL = 128;

    private final TrustedDeviceSetup setup;
    private final DeviceStore store;
    private final DeviceRecognition recognition;
    private final TokenFormat format = TokenFormat.of("hftd", new SecureRandom());
    private final Uuid7 ids;

    private TrustedDevices(TrustedDeviceSetup setup) {
        this.setup = setup;
        this.store = new DeviceStore(setup.namespace());
        this.recognition = new DeviceRecognition(setup, store, format);
        this.ids = Uuid7.of(setup.clock());
    }

    /**
     * Trusted devices.
     *
     * @param setup what they work with
     * @return the devices
     */
    public static TrustedDevices of(TrustedDeviceSetup setup) {
        return new TrustedDevices(setup);
    }

    /**
     * Trusts a device from now on. Call it only where the second factor was proven in this very login.
     *
     * <p>A user who has as many devices as the policy allows loses the one unused longest.
     *
     * @param tx the caller's transaction
     * @param user who proved the factor
     * @param label what the list of devices shows, such as browser and system; 1 to 128 characters, those that no database
     *     text can hold become U+FFFD
     * @return the token to set as a cookie, after the commit
     * @throws IllegalArgumentException when the label is blank or too long
     */
    public TrustResult trust(DSLContext tx, UserRef user, String label) {
        // From a request: the character 0 or half of another would end in an exception after the factor was proven.
        String shownAs = Json.clean(Require.text("label", label, MAX_LABEL));
        DSLContext joined = HostTransaction.join(tx);
        Instant now = setup.now();
        DeviceStore.Of device = new DeviceStore.Of(user, ids.next());
        Token token = format.mint(device.id());
        DeviceTokens.Stored stored = tokens().stored(token, user);
        TrustedDevice shown = new TrustedDevice(
                device.id(), shownAs, now, now, now.plus(setup.policy().lifetime()));
        return unlessConflict(
                () -> {
                    store.hold(joined, user.userId(), now);
                    int replaced = store.makeRoom(joined, user, setup.policy().maxDevices(), now);
                    store.insert(joined, device, stored, shown);
                    act(joined, event(DeviceEvents.TRUST, device).with("replaced", replaced));
                    return new TrustResult.Issued(device.id(), token.text(), shown.expiresAt());
                },
                TrustResult.Conflict::new);
    }

    /**
     * Says whether a token comes from a device that the user trusts, and replaces it.
     *
     * @param tx the caller's transaction; commit it also when the answer is {@link RecognitionResult.Unknown}, since the
     *     answer may have ended a device's trust
     * @param user who logs in
     * @param presented what the cookie holds; malformed ones cost no SQL
     * @return trusted with the successor, unknown, or a conflict to retry
     */
    public RecognitionResult recognise(DSLContext tx, UserRef user, Secret presented) {
        DSLContext joined = HostTransaction.join(tx);
        Optional<Token> token = format.parse(presented.exposeText());
        if (token.isEmpty()) {
            return new RecognitionResult.Unknown();
        }
        return unlessConflict(() -> recognition.of(joined, user, token.get()), RecognitionResult.Conflict::new);
    }

    /**
     * The device that a token comes from, without replacing the token: for what is decided before the password is
     * checked, as which budget of attempts counts. Says nothing of the second factor.
     *
     * @param tx the caller's transaction
     * @param user who is said to log in; the same statement whether anybody of that id exists
     * @param presented what the cookie holds; malformed ones cost no SQL
     * @return the device's id, or empty when the user trusts no device of this token now
     */
    public Optional<UUID> identify(DSLContext tx, UserRef user, Secret presented) {
        return format.parse(presented.exposeText()).flatMap(token -> {
            Instant now = setup.now();
            DeviceTokens tokens = tokens();
            return store.look(
                            tx,
                            new DeviceStore.Of(user, token.id()),
                            new DeviceStore.Presented(tokens.candidates(token, user), tokens.families(token, user)),
                            new DeviceStore.Moment(now, now.minus(setup.policy().grace())))
                    .filter(seen -> seen.newest() || (seen.previous() && seen.inGrace()))
                    .filter(seen -> !seen.revoked() && seen.expiresAt().isAfter(now))
                    .map(seen -> token.id());
        });
    }

    /**
     * The devices a user trusts now, last used first.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @return the devices, without their tokens
     */
    public List<TrustedDevice> list(DSLContext tx, UserRef user) {
        return store.list(tx, user, setup.now());
    }

    /**
     * Ends the trust of one device.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @param deviceId the device
     * @return false when the user trusts no such device
     */
    public boolean revoke(DSLContext tx, UserRef user, UUID deviceId) {
        Instant now = setup.now();
        DeviceStore.Of device = new DeviceStore.Of(user, deviceId);
        Condition open = device.condition().and(DeviceStore.open(now));
        boolean revoked = store.revoke(tx, open, new DeviceStore.Reason("user", now)) == 1;
        if (revoked) {
            act(tx, event(DeviceEvents.REVOKE, device).severity(Severity.LOW));
        }
        return revoked;
    }

    /**
     * Ends the trust of all of a user's devices but one.
     *
     * @param tx the caller's transaction
     * @param user whose
     * @param kept the device to keep, as the one that asks
     * @return how many were trusted
     */
    public int revokeOthers(DSLContext tx, UserRef user, UUID kept) {
        Condition others = DeviceStore.of(user).and(DeviceTable.ID.ne(kept));
        return revokeSeveral(tx, user.userId(), others, "user");
    }

    /**
     * Ends the trust of all of a user's devices, in every tenant. A serialisation conflict comes out as an exception with
     * its SQLSTATE; the transaction is to be retried.
     */
    @Override
    public int revokeAll(DSLContext tx, String userId, RevocationReason reason) {
        return revokeSeveral(tx, userId, DeviceTable.USER_ID.eq(userId), AuthEvents.word(reason));
    }

    /**
     * The same for the users of one tenant, for hosts whose user ids repeat from tenant to tenant.
     *
     * @param tenantId the tenant
     * @return a revocation that leaves the other tenants alone
     */
    public Revocation inTenant(String tenantId) {
        return (tx, userId, reason) ->
                revokeSeveral(tx, userId, DeviceStore.of(new UserRef(tenantId, userId)), AuthEvents.word(reason));
    }

    private int revokeSeveral(DSLContext tx, String userId, Condition which, String reason) {
        Instant now = setup.now();
        store.hold(tx, userId, now);
        int revoked = store.revoke(tx, which.and(DeviceStore.open(now)), new DeviceStore.Reason(reason, now));
        if (revoked > 0) {
            act(
                    tx,
                    setup.trail()
                            .event(DeviceEvents.REVOKE_ALL)
                            .target(Target.of("user", userId))
                            .severity(Severity.LOW)
                            .with("revoked", revoked)
                            .with("reason", reason));
        }
        return revoked;
    }

    private DeviceTokens tokens() {
        return new DeviceTokens(format, setup.keys().get());
    }

    private SecurityEvent.Builder event(Action action, DeviceStore.Of device) {
        return DeviceEvents.of(setup.trail(), action, device.user()).target(DeviceEvents.device(device.id()));
    }

    private void act(DSLContext tx, SecurityEvent.Builder event) {
        setup.trail().act(tx, event.build());
    }
}
