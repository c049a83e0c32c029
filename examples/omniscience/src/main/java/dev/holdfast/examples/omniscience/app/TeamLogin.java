package dev.holdfast.examples.omniscience.app;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.ForwardingHeader;
import dev.holdfast.auth.address.TrustedProxies;
import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.auth.login.Login;
import dev.holdfast.auth.login.LoginCompletion;
import dev.holdfast.auth.login.LoginFlow;
import dev.holdfast.auth.login.LoginParts;
import dev.holdfast.auth.login.LoginRequest;
import dev.holdfast.auth.login.LoginResult;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.account.AccountTable;
import dev.holdfast.auth.login.account.LoginColumn;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.login.host.LoginHost;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.Passwords;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.rate.RateLimit;
import dev.holdfast.auth.rate.RatePolicy;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.secret.KeyRing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The README's login of a host with many users, where it compiles; tests hold the two equal and log in with it. */
final class TeamLogin implements AutoCloseable {
    static final AccountTable USERS = AccountTable.builder("public", "member", KeyColumn.bigint("id"))
            .login(LoginColumn.anyCase("email"))
            .disabledUnless("is_active")
            .lockedUntil("locked_until")
            .build();

    static final PasswordTable HASHES = PasswordTable.of("public", "member", KeyColumn.bigint("id"), "password_hash");

    final TotpEnrolment authenticators;
    final RecoveryCodes codes;

    private final TrustedProxies proxies;
    private final RateLimit rate;
    private final HashingPool hashing;
    private final LoginFlow login;

    TeamLogin(LoginHost.Runners pools, AuditTrail trail, Function<String, KeyRing> keys, Clock clock) {
        LoginHost host = LoginHost.of(pools, trail, keys, clock);
        PasswordPolicy policy = PasswordPolicy.defaults().withExpected(new HashScheme.Bcrypt(10));
        hashing = HashingPool.of(HashingLimits.defaults(policy.memoryKib()));
        Passwords passwords = Passwords.of(host.passwords(policy, PasswordStore.of(HASHES), hashing));
        TrustedDevices devices = TrustedDevices.of(host.devices());
        Revocation held = Revocation.all(devices, LoginFlow.revocation(host.login()));
        TotpSetup totp = host.totp(TotpPolicy.defaults("Omniscience"));
        authenticators = TotpEnrolment.of(totp, held);
        codes = RecoveryCodes.of(host.recovery(), held);
        LoginParts parts = LoginParts.of(AccountDirectory.of(USERS), passwords, LoginThrottle.of(host.throttle()))
                .withSecondFactors(
                        SecondFactor.totp(TotpVerifier.of(totp), authenticators), SecondFactor.recoveryCodes(codes))
                .withTrustedDevices(devices);
        login = LoginFlow.of(host.login(), parts);
        rate = RateLimit.local(RatePolicy.perMinute("login", 30).withBurst(10));
        proxies = TrustedProxies.of(ForwardingHeader.X_FORWARDED_FOR, "10.0.0.5");
    }

    /** The first step: {@code POST /login}. */
    Answer begin(Request request, String name, String password) {
        ClientAddress client = proxies.clientOf(request.peer(), request::header);
        LoginRequest first =
                LoginRequest.of(LoginName.of(name), password, client).withDevice(request.deviceCookie());
        return rate.check(client).fold(passes -> answer(login.begin(first)), limited -> later(limited.retryAfter()));
    }

    /** The second step: {@code POST /login/code}; {@code method} is one of those that the first step offered. */
    Answer complete(Request request, String challenge, String method, String code) {
        ClientAddress client = proxies.clientOf(request.peer(), request::header);
        LoginCompletion second = LoginCompletion.of(challenge, method, code).rememberDevice("Firefox on Linux");
        return rate.check(client)
                .fold(passes -> answer(login.complete(second)), limited -> later(limited.retryAfter()));
    }

    private Answer answer(LoginResult result) {
        return result.fold(this::session, this::challenge, this::refused, this::later);
    }

    /** Here a host makes its session, and gives the browser the device's next token as a cookie. */
    private Answer session(Login done) {
        return new Answer(
                200,
                done.user().userId(),
                done.amr(),
                done.device().map(device -> device.token().exposeText()).orElse(null));
    }

    private Answer challenge(LoginResult.SecondFactorRequired asked) {
        return Answer.of(200, asked.challenge().exposeText(), asked.methods());
    }

    private Answer refused() {
        return Answer.of(401, "", List.of());
    }

    private Answer later(Duration wait) {
        return Answer.of(429, String.valueOf(Math.max(1, wait.toSeconds())), List.of());
    }

    @Override
    public void close() {
        hashing.close();
    }

    /**
     * What a host's web server tells of a request.
     *
     * @param peer the connection's other end
     * @param forwardedFor the lines of {@code X-Forwarded-For}
     * @param deviceCookie what the browser keeps of an earlier login, if anything
     */
    record Request(
            String peer,
            List<String> forwardedFor,
            @Nullable String deviceCookie) {
        List<String> header(String name) {
            return name.equalsIgnoreCase("X-Forwarded-For") ? forwardedFor : List.of();
        }
    }

    /**
     * What the client gets.
     *
     * @param status 200, 401 or 429
     * @param body the challenge, the user, or the seconds to wait
     * @param list the methods to choose from, or how the user logged in
     * @param deviceCookie what the browser is to keep
     */
    record Answer(
            int status,
            String body,
            List<String> list,
            @Nullable String deviceCookie) {
        static Answer of(int status, String body, List<String> list) {
            return new Answer(status, body, list, null);
        }
    }
}
