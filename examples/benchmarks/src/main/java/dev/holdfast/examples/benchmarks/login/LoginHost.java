package dev.holdfast.examples.benchmarks.login;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.login.LoginFlow;
import dev.holdfast.auth.login.LoginParts;
import dev.holdfast.auth.login.LoginRequest;
import dev.holdfast.auth.login.LoginResult;
import dev.holdfast.auth.login.LoginSetup;
import dev.holdfast.auth.login.account.Account;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.account.AccountTable;
import dev.holdfast.auth.login.account.LoginColumn;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.password.PasswordJobs;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.Passwords;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.hash.PasswordHash;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.throttle.policy.BucketPolicy;
import dev.holdfast.auth.throttle.policy.ThrottleBucket;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.examples.benchmarks.credential.AuthHost;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop whose accounts are in every state, and its login: password, then TOTP for those who have it. */
final class LoginHost implements Closeable {
    static final String PASSWORD = "correct horse battery staple";

    private static final KeyColumn ID = KeyColumn.bigint("id");

    private final AuthHost host;
    private final HashingPool pool;
    private final PasswordSetup passwordSetup;
    private final TotpSetup totp;
    private final AccountDirectory accounts;
    private final Passwords passwords;
    private final LoginFlow flow;
    private final AtomicInteger requests = new AtomicInteger();

    LoginHost(AuthHost host, Argon2Cost cost) throws SQLException {
        this.host = host;
        host.database()
                .execute("CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " email text NOT NULL UNIQUE, password_hash text, totp_secret text,"
                        + " is_active boolean NOT NULL DEFAULT true, is_verified boolean NOT NULL DEFAULT true,"
                        + " locked_until timestamptz)");
        this.pool = HashingPool.of(new HashingLimits(1, 1, Duration.ofSeconds(30), cost.memoryKib()));
        this.passwordSetup = passwordSetup(cost);
        this.passwords = Passwords.of(passwordSetup);
        this.totp = TotpSetup.of(
                TotpPolicy.defaults("Shop"),
                AuthHost.ring(TotpSetup.KEY_PURPOSE),
                host.ownRunner(),
                host.trail(),
                host.clock());
        this.accounts = AccountDirectory.of(AccountTable.builder("public", "users", ID)
                .login(LoginColumn.lowerCased("email"))
                .disabledUnless("is_active")
                .lockedUntil("locked_until")
                .unverifiedUnless("is_verified")
                .build());
        this.flow = newFlow();
    }

    private PasswordSetup passwordSetup(Argon2Cost cost) {
        return new PasswordSetup(
                Namespace.defaults(),
                PasswordPolicy.defaults().withCost(cost),
                PasswordStore.of(PasswordTable.of("public", "users", ID, "password_hash")),
                pool,
                AuthHost.ring(PasswordSetup.KEY_PURPOSE),
                host.requestRunner(),
                host.trail(),
                host.clock());
    }

    /** The host's own bucket takes what a benchmark asks for: nobody is throttled. */
    private LoginFlow newFlow() {
        LoginThrottle throttle = LoginThrottle.of(ThrottleSetup.of(
                        AuthHost.ring(ThrottleSetup.KEY_PURPOSE), host.ownRunner(), host.trail(), host.clock())
                .withPolicy(ThrottlePolicy.defaults()
                        .withBucket(
                                ThrottleBucket.GLOBAL,
                                BucketPolicy.of(BucketPolicy.MAX_COUNT, Duration.ofSeconds(1)))));
        return LoginFlow.of(
                LoginSetup.of(AuthHost.ring(LoginSetup.KEY_PURPOSE), host.requestRunner(), host.trail(), host.clock()),
                LoginParts.of(accounts, passwords, throttle)
                        .withSecondFactors(
                                SecondFactor.totp(TotpVerifier.of(totp), TotpEnrolment.of(totp, Revocation.none()))));
    }

    /** Accounts named by their state and number, all with the same password, their hashes sealed as logins leave them. */
    void open(String state, int count) throws SQLException {
        String text = pool.tryRun(lane -> PasswordHash.make(
                                lane,
                                new HashScheme.Argon2id(passwordSetup.policy().cost()),
                                PASSWORD.getBytes(StandardCharsets.UTF_8),
                                new SecureRandom())
                        .text())
                .orElseThrow();
        host.database()
                .execute("INSERT INTO users (email, password_hash) SELECT '" + state + "-' || n || '@shop.example', '"
                        + text + "' FROM generate_series(0, " + (count - 1) + ") n");
        var unused = PasswordJobs.of(passwordSetup).resealAll();
    }

    /** Does something to all accounts whose state begins so. */
    void change(String state, String assignment) throws SQLException {
        host.database().execute("UPDATE users SET " + assignment + " WHERE email LIKE '" + state + "%'");
    }

    AuthHost host() {
        return host;
    }

    TotpSetup totp() {
        return totp;
    }

    LoginFlow flow() {
        return flow;
    }

    /** The name of an account, or of none. */
    static LoginName name(String state, int number) {
        return LoginName.of(state + "-" + number + "@shop.example");
    }

    /** A first step, from an address of its own. */
    LoginResult begin(LoginName name, String password) {
        int number = requests.getAndIncrement();
        ClientAddress from = ClientAddress.parse(
                        "10." + (number >> 16 & 0xFF) + '.' + (number >> 8 & 0xFF) + '.' + (number & 0xFF))
                .orElseThrow();
        return flow.begin(LoginRequest.of(name, password, from));
    }

    /** Looks first, as one writes it when one does not think of the clock: nobody's password is not hashed. */
    LoginResult beginLookingFirst(LoginName name, String password) {
        return active(name) ? begin(name, password) : new LoginResult.Refused();
    }

    private boolean active(LoginName name) {
        return host.requestRunner()
                .call(tx -> accounts.find(tx, name, host.clock().instant()))
                .filter(Account::isActive)
                .isPresent();
    }

    /** Whether an account may log in, as one asks before the second step. */
    boolean active(UserRef user) {
        return host.requestRunner()
                .call(tx -> accounts.get(tx, user, host.clock().instant()))
                .filter(Account::isActive)
                .isPresent();
    }

    @Override
    public void close() {
        pool.close();
        host.close();
    }
}
