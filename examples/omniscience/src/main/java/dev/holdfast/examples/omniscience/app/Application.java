package dev.holdfast.examples.omniscience.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.address.ForwardingHeader;
import dev.holdfast.auth.address.TrustedProxies;
import dev.holdfast.auth.ban.BanLog;
import dev.holdfast.auth.login.LoginFlow;
import dev.holdfast.auth.login.LoginParts;
import dev.holdfast.auth.login.LoginSetup;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.Passwords;
import dev.holdfast.auth.password.hash.HashScheme;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.rate.RateLimit;
import dev.holdfast.auth.rate.RatePolicy;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.throttle.ThrottleSetup;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.environment.EnvironmentTotp;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Omniscience put together: the one place where it meets Holdfast. */
public final class Application implements AutoCloseable {
    /** The proxy in front, which appends the address it sees to {@code X-Forwarded-For}. */
    public static final String PROXY = "10.0.0.5";

    /** Thirty requests a minute to the login, ten of them at once. */
    public static final RatePolicy LOGIN_RATE =
            RatePolicy.perMinute("login", 30).withBurst(10);

    private static final UserRef MIRA = UserRef.of("5f0c1b7e-6a52-4d0e-9c41-2f8f5a1d7c10");

    private final HikariDataSource requestPool;
    private final HikariDataSource evidencePool;
    private final TransactionRunner requests;
    private final HashingPool hashing;
    private final Figures figures = new Figures();
    private final AuditLog auditLog;
    private final AuditPartitions auditMonths;
    private final List<String> banLines = new CopyOnWriteArrayList<>();
    private final LoginEndpoint endpoint;

    /** Puts it together over a database and the variables of its environment. */
    public Application(Database database, Map<String, String> environment, Clock clock) {
        requestPool = database.pool("requests", 8);
        evidencePool = database.pool("evidence", 4);
        requests = TransactionRunner.over(requestPool);
        TransactionRunner evidence = TransactionRunner.over(evidencePool);
        auditLog = AuditLog.of(Namespace.defaults(), figures, Ticker.system());
        auditMonths = new AuditPartitions(evidence, Namespace.defaults(), PartitionPolicy.defaults(), clock);
        AuditTrail trail = AuditTrail.of(auditLog, AuditSink.independent(evidence, auditLog), clock);
        // Every login computes a hash of each kind, so that nobody can tell whose hash is still the old one.
        PasswordPolicy policy = PasswordPolicy.defaults().withExpected(new HashScheme.Bcrypt(10));
        hashing = HashingPool.of(HashingLimits.defaults(policy.memoryKib()), figures);

        LoginFlow login = login(environment, clock, trail, policy);
        Instant start = clock.instant();
        Ticker elapsed = () -> Duration.between(start, clock.instant()).toNanos();
        endpoint = new LoginEndpoint(
                TrustedProxies.of(ForwardingHeader.X_FORWARDED_FOR, PROXY),
                RateLimit.local(LOGIN_RATE, RateLimit.DEFAULT_MAX_KEYS, elapsed),
                login,
                BanLog.to(clock, banLines::add));
    }

    /** The login itself. */
    private LoginFlow login(Map<String, String> environment, Clock clock, AuditTrail trail, PasswordPolicy policy) {
        Keys keys = Keys.generate();
        TransactionRunner evidence = TransactionRunner.over(evidencePool);
        Passwords passwords = Passwords.of(new PasswordSetup(
                Namespace.defaults(),
                policy,
                PasswordStore.of(Schema.PASSWORDS),
                hashing,
                keys::passwords,
                requests,
                trail,
                clock));
        LoginThrottle throttle = LoginThrottle.of(ThrottleSetup.of(keys::throttle, evidence, trail, clock));
        SecondFactor[] factors = EnvironmentTotp.read(
                        environment::get, "mira", TotpPolicy.defaults("Omniscience"), clock)
                .map(totp -> SecondFactor.environment(totp, MIRA))
                .stream()
                .toArray(SecondFactor[]::new);
        return LoginFlow.of(
                LoginSetup.of(keys::challenges, requests, trail, clock),
                LoginParts.of(AccountDirectory.of(Schema.ACCOUNTS), passwords, throttle)
                        .withSecondFactors(factors));
    }

    /** {@code POST /api/auth/login} and its second step. */
    public LoginEndpoint endpoint() {
        return endpoint;
    }

    /** Gives each request its transaction. */
    public TransactionRunner requests() {
        return requests;
    }

    /** The audit log. */
    public AuditLog auditLog() {
        return auditLog;
    }

    /** Makes room for this month's and the next months' events: at the start, and daily. */
    public int ensureAuditMonths() {
        return auditMonths.ensureAhead().size();
    }

    /** What was counted. */
    public Figures figures() {
        return figures;
    }

    /** What fail2ban would read. */
    public List<String> banLines() {
        return banLines;
    }

    @Override
    public void close() {
        hashing.close();
        requestPool.close();
        evidencePool.close();
    }
}
