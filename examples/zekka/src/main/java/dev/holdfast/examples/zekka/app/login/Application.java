package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.partition.AuditPartitions;
import dev.holdfast.audit.partition.PartitionPolicy;
import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.device.TrustedDevices;
import dev.holdfast.auth.login.LoginFlow;
import dev.holdfast.auth.login.LoginParts;
import dev.holdfast.auth.login.account.AccountDirectory;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.password.PasswordJobs;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.password.PasswordSetup;
import dev.holdfast.auth.password.Passwords;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.recovery.RecoveryCodes;
import dev.holdfast.auth.stepup.StepUpAction;
import dev.holdfast.auth.stepup.StepUpPolicy;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.StepUpRule;
import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.zekka.app.Database;
import java.time.Clock;
import java.time.Duration;

/** Zekka's login put together: the one place where it meets Holdfast. */
public final class Application implements AutoCloseable {
    /** A new API key asks for two factors, proven within a quarter of an hour. */
    public static final StepUpAction CREATE_API_KEY = StepUpAction.of("api_keys.create");

    /** What Zekka asks for beyond a login. */
    public static final StepUpPolicy STEP_UP = StepUpPolicy.defaults()
            .withRule(CREATE_API_KEY, StepUpRule.atLeast(AuthLevel.TWO_FACTORS, Duration.ofMinutes(15)));

    private final Pools pools;
    private final HashingPool hashing;
    private final Figures figures = new Figures();
    private final AuditLog auditLog;
    private final AuditPartitions auditMonths;
    private final PasswordJobs passwordJobs;
    private final LoginEndpoint login;
    private final AccountEndpoint account;

    /** Puts it together over a database; the policy says what hashes cost, and which old ones are expected. */
    public Application(Database database, PasswordPolicy policy, Clock clock) {
        pools = new Pools(database);
        auditLog = AuditLog.of(Namespace.defaults(), figures, Ticker.system());
        auditMonths = new AuditPartitions(pools.evidence(), Namespace.defaults(), PartitionPolicy.defaults(), clock);
        hashing = HashingPool.of(HashingLimits.defaults(policy.memoryKib()), figures);
        AuditTrail trail = AuditTrail.of(auditLog, AuditSink.independent(pools.evidence(), auditLog), clock);
        Setups setups = new Setups(pools, Keys.generate(), trail, clock);
        PasswordSetup passwords = setups.password(policy, hashing);
        passwordJobs = PasswordJobs.of(passwords);

        TrustedDevices devices = TrustedDevices.of(setups.devices());
        LoginFlow flow = LoginFlow.of(
                setups.login(),
                LoginParts.of(
                                AccountDirectory.of(UserTable.ACCOUNTS),
                                Passwords.of(passwords),
                                LoginThrottle.of(setups.throttle()))
                        .withSecondFactors(factors(setups))
                        .withTrustedDevices(devices));
        login = new LoginEndpoint(flow);
        account = new AccountEndpoint(setups, devices, passwords, Revocation.all(flow, devices, new Sessions(clock)));
    }

    /** These only check and spend; what changes factors is the account's, and takes back what was granted under them. */
    private static SecondFactor[] factors(Setups setups) {
        TotpEnrolment enrolment = TotpEnrolment.of(setups.totp(), Revocation.none());
        return new SecondFactor[] {
            SecondFactor.totp(TotpVerifier.of(setups.totp()), enrolment),
            SecondFactor.recoveryCodes(RecoveryCodes.of(setups.recovery(), Revocation.none()))
        };
    }

    /** {@code /api/auth/login}. */
    public LoginEndpoint login() {
        return login;
    }

    /** {@code /api/account}. */
    public AccountEndpoint account() {
        return account;
    }

    /** What Zekka's scheduler runs over the hashes. */
    public PasswordJobs passwordJobs() {
        return passwordJobs;
    }

    /** Gives each request its transaction. */
    public TransactionRunner requests() {
        return pools.requests();
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

    @Override
    public void close() {
        hashing.close();
        pools.close();
    }
}
