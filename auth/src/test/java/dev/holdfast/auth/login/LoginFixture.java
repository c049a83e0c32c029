package dev.holdfast.auth.login;

import dev.holdfast.auth.AuthDatabase;
import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.device.TrustedDeviceSetup;
import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.account.AccountTable;
import dev.holdfast.auth.login.account.LoginColumn;
import dev.holdfast.auth.login.account.LoginName;
import dev.holdfast.auth.login.factor.SecondFactor;
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
import dev.holdfast.auth.recovery.GenerationResult;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.recovery.RecoverySetup;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.totp.EnrolmentResult;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.MutableClock;
import dev.holdfast.testkit.StatementSpy;
import dev.holdfast.testkit.race.Isolation;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** A host with a user table of its own, a login over all parts, a clock that stands still, and sinks that remember. */
final class LoginFixture extends AuthDatabase {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:15.123456Z");
    static final String PASSWORD = "correct horse battery staple";
    static final ClientAddress HERE = ClientAddress.parse("203.0.113.7").orElseThrow();

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MEMORY_KIB = 64;
    private static final HashScheme SCHEME = new HashScheme.Argon2id(new Argon2Cost(MEMORY_KIB, 1, 1));

    final StatementSpy spy = StatementSpy.on(pool);
    final TransactionRunner runner = TransactionRunner.over(spy.dataSource());
    final MutableClock clock = MutableClock.at(NOW);
    final List<SecurityEvent> acts = new CopyOnWriteArrayList<>();
    final List<SecurityEvent> denials = new CopyOnWriteArrayList<>();
    final AtomicInteger hashes = new AtomicInteger();
    /** Whether what is done can be recorded. */
    final AtomicBoolean trailIsDown = new AtomicBoolean();

    final HashingPool hashing;
    final AccountDirectory accounts;
    final PasswordSetup passwordSetup;
    final ThrottleSetup throttleSetup;
    final TotpSetup totpSetup;
    final RecoverySetup recoverySetup;
    final Passwords passwords;
    final LoginThrottle throttle;
    final TotpEnrolment enrolment;
    final RecoveryCodes recovery;
    final TrustedDevices devices;
    final LoginSetup setup;
    final LoginParts parts;
    final LoginFlow flow;

    private final PasswordStore store;
    private final List<AtomicReference<KeyRing>> rings = new ArrayList<>();
    private int users;

    /** No login waits for a lane, so that what it does shows at once. */
    LoginFixture() {
        this(Isolation.READ_COMMITTED, new HashingLimits(1, 0, Duration.ofMillis(1), MEMORY_KIB));
    }

    /** Every transaction at one isolation level, and lanes for many logins at once. */
    LoginFixture(Isolation isolation) {
        this(isolation, new HashingLimits(4, 250, Duration.ofSeconds(30), MEMORY_KIB));
    }

    private LoginFixture(Isolation isolation, HashingLimits limits) {
        super(isolation, 8);
        execute("CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, password_hash text,"
                + " must_change boolean, is_active boolean NOT NULL DEFAULT true,"
                + " is_verified boolean NOT NULL DEFAULT true, locked_until timestamptz)");
        AuditSink recording = (tx, event) -> {
            if (trailIsDown.get()) {
                throw new IllegalStateException("the audit log takes nothing");
            }
            acts.add(event);
        };
        AuditTrail trail = AuditTrail.of(recording, (tx, event) -> denials.add(event), clock);
        hashing = HashingPool.of(limits, counting());
        KeyColumn id = KeyColumn.bigint("id");
        accounts = AccountDirectory.of(AccountTable.builder("public", "users", id)
                .login(LoginColumn.lowerCased("email"))
                .disabledUnless("is_active")
                .lockedUntil("locked_until")
                .unverifiedUnless("is_verified")
                .build());
        store = PasswordStore.of(
                PasswordTable.of("public", "users", id, "password_hash").withMustChange("must_change"));
        PasswordPolicy policy = PasswordPolicy.defaults().withCost(new Argon2Cost(MEMORY_KIB, 1, 1));
        passwordSetup = new PasswordSetup(
                Namespace.defaults(), policy, store, hashing, ring(PasswordSetup.KEY_PURPOSE), runner, trail, clock);
        passwords = Passwords.of(passwordSetup);
        throttleSetup = ThrottleSetup.of(ring(ThrottleSetup.KEY_PURPOSE), runner, trail, clock);
        throttle = LoginThrottle.of(throttleSetup);
        totpSetup = TotpSetup.of(TotpPolicy.defaults("Shop"), ring(TotpSetup.KEY_PURPOSE), runner, trail, clock);
        enrolment = TotpEnrolment.of(totpSetup, Revocation.none());
        recoverySetup = RecoverySetup.of(ring(RecoverySetup.KEY_PURPOSE), runner, trail, clock);
        recovery = RecoveryCodes.of(recoverySetup, Revocation.none());
        devices = TrustedDevices.of(TrustedDeviceSetup.of(ring(TrustedDeviceSetup.KEY_PURPOSE), runner, trail, clock));
        setup = LoginSetup.of(ring(LoginSetup.KEY_PURPOSE), runner, trail, clock);
        parts = LoginParts.of(accounts, passwords, throttle)
                .withSecondFactors(
                        SecondFactor.totp(TotpVerifier.of(totpSetup), enrolment), SecondFactor.recoveryCodes(recovery))
                .withTrustedDevices(devices);
        flow = LoginFlow.of(setup, parts);
    }

    /** A user of the host, and what they have in their hands. */
    record Person(UserRef user, String name, TotpSecret secret, List<String> codes) {
        String codeAt(Instant instant) {
            var parameters = TotpPolicy.defaults("Shop").parameters();
            return TotpCodes.of(parameters).codeAt(secret, parameters.stepAt(instant));
        }

        /** A well-formed code that no step near the present shows. */
        String wrongCode() {
            for (int candidate = 735_591; ; candidate++) {
                String code = "%06d".formatted(candidate);
                boolean shown = false;
                for (int step = -20; step <= 20; step++) {
                    shown |= codeAt(NOW.plusSeconds(30L * step)).equals(code);
                }
                if (!shown) {
                    return code;
                }
            }
        }
    }

    /** A user with a password alone. */
    UserRef person(String name) {
        users++;
        String text = hashing.tryRun(
                        lane -> PasswordHash.make(lane, SCHEME, PASSWORD.getBytes(StandardCharsets.UTF_8), RANDOM)
                                .text())
                .orElseThrow();
        execute("INSERT INTO users (id, email, password_hash) VALUES (%d, '%s', '%s')".formatted(users, name, text));
        UserRef user = UserRef.of(String.valueOf(users));
        // Once, so that the stored hash is as hashes are made now, and later logins do what logins usually do.
        var unused = passwords.verify(Optional.of(user), Secret.ofText(PASSWORD));
        return user;
    }

    /** A user with an authenticator, enrolled long enough ago for the present code to be unused, and recovery codes. */
    Person enrolled(String name) {
        UserRef user = person(name);
        clock.set(NOW.minus(Duration.ofMinutes(10)));
        TotpEnrolment.Pending pending =
                ((EnrolmentResult.Done<TotpEnrolment.Pending>) inTx(tx -> enrolment.begin(tx, user, name))).value();
        Person person = new Person(user, name, pending.uri().secret(), List.of());
        var unused = inTx(tx -> enrolment.confirm(tx, user, pending.deviceId(), person.codeAt(clock.instant())));
        clock.set(NOW);
        execute("DELETE FROM holdfast.totp_attempt WHERE user_id = '" + user.userId() + "'");
        Person provided = withNewCodes(person);
        forget();
        return provided;
    }

    /** The same person after generating recovery codes. */
    Person withNewCodes(Person person) {
        GenerationResult generated = inTx(tx -> recovery.generate(tx, person.user()));
        List<String> codes = ((GenerationResult.Generated) generated)
                .codes().stream().map(code -> code.exposeText()).toList();
        return new Person(person.user(), person.name(), person.secret(), codes);
    }

    /** Forgets what was recorded so far. */
    void forget() {
        acts.clear();
        denials.clear();
        hashes.set(0);
        spy.reset();
    }

    LoginResult begin(String name, String password) {
        return flow.begin(LoginRequest.of(LoginName.of(name), password, HERE));
    }

    LoginResult.SecondFactorRequired challenged(Person person) {
        return (LoginResult.SecondFactorRequired) begin(person.name(), PASSWORD);
    }

    LoginResult complete(LoginResult.SecondFactorRequired required, String method, String response) {
        return flow.complete(LoginCompletion.of(required.challenge().exposeText(), method, response));
    }

    /** The token of a device that the person has the login remember. */
    String remembered(Person person) {
        String challenge = challenged(person).challenge().exposeText();
        LoginCompletion completion = LoginCompletion.of(challenge, "totp", person.codeAt(NOW));
        return login(flow.complete(completion.rememberDevice("Firefox on Linux")))
                .device()
                .orElseThrow()
                .token()
                .exposeText();
    }

    static Login login(LoginResult result) {
        return ((LoginResult.Authenticated) result).login();
    }

    /** The reasons of the flow's own refusals. */
    List<String> reasons() {
        return denials.stream()
                .filter(event -> event.action().name().equals("authn.login_fail"))
                .map(SecurityEvent::reason)
                .toList();
    }

    <T> T inTx(Function<DSLContext, T> work) {
        return runner.call(work);
    }

    /** A new key is active in every ring; the one before is retiring. */
    void rotateAll(String id) {
        rings.forEach(ring -> ring.set(ring.get().rotate(id, Secret.random(RANDOM, 32))));
    }

    /** A key counts no longer in any ring. */
    void retireAll(String id) {
        rings.forEach(ring -> ring.set(ring.get().withStatus(id, KeyStatus.RETIRED)));
    }

    private Supplier<KeyRing> ring(String purpose) {
        AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.of(purpose, "k1", Secret.random(RANDOM, 32)));
        rings.add(ring);
        return ring::get;
    }

    private Metrics counting() {
        return new Metrics() {
            @Override
            public void count(String name, String... labels) {
                if (name.equals("holdfast.password.hash")) {
                    hashes.incrementAndGet();
                }
            }

            @Override
            public void time(String name, Duration elapsed, String... labels) {
                // Nothing here depends on how long something takes.
            }
        };
    }

    @Override
    public void close() {
        hashing.close();
        super.close();
    }
}
