package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.TrustedDevice;
import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.auth.password.PasswordChanges;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.PreparationResult;
import dev.holdfast.auth.password.PreparedPassword;
import dev.holdfast.auth.password.rule.PasswordContext;
import dev.holdfast.auth.password.rule.PasswordFault;
import dev.holdfast.auth.password.rule.PasswordRules;
import dev.holdfast.auth.recovery.RecoveryCode;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What a user does to the own account under {@code /api/account}, each request in a transaction. Thread-safe. */
public final class AccountEndpoint {
    private final TransactionRunner requests;
    private final TotpEnrolment enrolment;
    private final RecoveryCodes recovery;
    private final TrustedDevices devices;
    private final PasswordChanges passwords;

    /**
     * The endpoint.
     *
     * @param setups what its parts work with
     * @param devices the trusted devices
     * @param password what changes of passwords work with
     * @param held what a change of password or factor takes back
     */
    AccountEndpoint(Setups setups, TrustedDevices devices, PasswordSetup password, Revocation held) {
        this.requests = setups.pools().requests();
        this.enrolment = TotpEnrolment.of(setups.totp(), held);
        this.recovery = RecoveryCodes.of(setups.recovery(), held);
        this.devices = devices;
        this.passwords = PasswordChanges.of(password, PasswordRules.defaults(), held);
    }

    /** The user of a name. */
    public UserRef user(String username) {
        return requests.call(tx -> UserTable.byName(tx, username));
    }

    /** Begins an enrolment: the secret to show once, as a URI or a QR code. */
    public TotpEnrolment.Pending enrol(UserRef user, String label) {
        return requests.call(tx -> enrolment.begin(tx, user, label))
                .fold(
                        pending -> pending,
                        reason -> {
                            throw new IllegalStateException("enrolment must begin, refused: " + reason);
                        },
                        () -> {
                            throw conflict();
                        });
    }

    /** Confirms it by the code that the authenticator shows. */
    public String confirm(UserRef user, UUID device, String code) {
        return requests.call(tx -> enrolment.confirm(tx, user, device, code))
                .fold(done -> "confirmed", reason -> "refused: " + reason, () -> "try again");
    }

    /** New recovery codes in the place of all earlier ones, to show once. */
    public List<String> recoveryCodes(UserRef user) {
        return requests.call(tx -> recovery.generate(tx, user))
                .fold(codes -> codes.stream().map(RecoveryCode::exposeText).toList(), () -> {
                    throw conflict();
                });
    }

    /** How many recovery codes are left. */
    public int recoveryCodesLeft(UserRef user) {
        return requests.call(tx -> recovery.remaining(tx, user));
    }

    /** The devices that are trusted now. */
    public List<TrustedDevice> devices(UserRef user) {
        return requests.call(tx -> devices.list(tx, user));
    }

    /** Ends the trust of one. */
    public boolean revoke(UserRef user, UUID device) {
        return requests.call(tx -> devices.revoke(tx, user, device));
    }

    /** Changes the password, by the present one. */
    public String changePassword(UserRef user, String name, String current, String chosen) {
        return changed(passwords.prepare(user, Secret.ofText(current), Secret.ofText(chosen), context(user, name)));
    }

    /** Sets the password of somebody whose right to it was proven otherwise, as by a link. */
    public String resetPassword(UserRef user, String name, String chosen) {
        return changed(passwords.prepare(user, Secret.ofText(chosen), context(user, name)));
    }

    /** Asks for another password at the next login, since others may know the present one. */
    public boolean requireChange(UserRef user) {
        return requests.call(tx -> passwords.requireChange(tx, user));
    }

    private PasswordContext context(UserRef user, String name) {
        boolean second = requests.call(tx -> !enrolment.devices(tx, user).isEmpty());
        return second ? PasswordContext.withSecondFactor(name, "zekka") : PasswordContext.alone(name, "zekka");
    }

    private String changed(PreparationResult prepared) {
        return prepared.fold(new PreparationResult.Cases<>() {
            @Override
            public String prepared(PreparedPassword password) {
                return requests.call(tx -> passwords.change(tx, password))
                        .fold(revoked -> "changed, revoked: " + revoked, () -> "superseded", () -> "try again");
            }

            @Override
            public String refused(Set<PasswordFault> faults) {
                return "refused: " + new TreeSet<>(faults);
            }

            @Override
            public String wrongCurrent() {
                return "refused";
            }

            @Override
            public String busy(Duration retryAfter) {
                return "try again";
            }
        });
    }

    private static IllegalStateException conflict() {
        return new IllegalStateException("the transaction met a conflict: send the request again");
    }
}
