package dev.holdfast.examples.markenmate.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.audit.export.RecordedReads;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.audit.privacy.redact.RedactionPolicy;
import dev.holdfast.audit.privacy.subject.Erasures;
import dev.holdfast.audit.privacy.subject.SubjectHost;
import dev.holdfast.audit.privacy.subject.SubjectPolicy;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.auth.admin.AdminDirectory;
import dev.holdfast.auth.admin.AdminGuard;
import dev.holdfast.auth.admin.AdminPolicy;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpHost;
import dev.holdfast.auth.stepup.StepUpPolicy;
import dev.holdfast.auth.stepup.StepUpTokens;
import dev.holdfast.auth.stepup.freshness.AuthLevel;
import dev.holdfast.auth.stepup.freshness.StepUpRule;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.TotpPolicy;
import dev.holdfast.auth.totp.TotpSetup;
import dev.holdfast.auth.totp.TotpVerifier;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Markenmate put together: the one place where its services meet Holdfast. */
public final class Application implements AutoCloseable {
    /** The usual secrets, and those that are secret here alone. What Markenmate lends is called tokens, and no secret. */
    private static final RedactionPolicy SECRETS = RedactionPolicy.defaults()
            .withNames("door_code")
            .withDetector(new LibraryCards())
            .allowNames("tokens");

    private final HikariDataSource requestPool;
    private final HikariDataSource evidencePool;
    private final TransactionRunner requests;
    private final Clock clock;
    private final Figures figures = new Figures();
    private final Passwords passwords = new Passwords();
    private final AuditLog auditLog;
    private final AppLog appLog;
    private final StepUpTokens stepUp;
    private final AdminGuard guard;
    private final TotpEnrolment enrolment;
    private final RoleDesk roles;
    private final LendingDesk lendings;
    private final LogKeeping logKeeping;
    private final MemberDesk members;
    private final RecordedReads reads;

    /** Puts it together over a database whose schema may not be migrated yet. */
    public Application(Database database, Clock clock) {
        this.clock = clock;
        requestPool = database.pool("requests", 8);
        evidencePool = database.pool("evidence", 2);
        requests = TransactionRunner.over(requestPool);
        TransactionRunner evidence = TransactionRunner.over(evidencePool);

        Keys keys = Keys.generate();
        Subjects subjects = Subjects.of(
                SubjectHost.of(evidence, new SecureRandom(), clock),
                SubjectPolicy.defaults(),
                keys::members,
                Pseudonyms.of(keys::pseudonyms));
        // Every event passes: secrets are redacted, and what tells of a member is encrypted under the member's key.
        auditLog = AuditLog.of(Namespace.defaults(), figures, Ticker.system())
                .withDoor(EventDoor.of(SECRETS).withSubjects(subjects));
        AuditTrail trail = AuditTrail.of(auditLog, AuditSink.independent(evidence, auditLog), clock);
        appLog = new AppLog(clock);

        TotpSetup totp = TotpSetup.of(TotpPolicy.defaults("Markenmate"), keys::totp, evidence, trail, clock);
        stepUp = StepUpTokens.of(
                StepUpHost.of(clock, trail, evidence),
                StepUpPolicy.defaults()
                        .withKeepEnded(Duration.ofMinutes(10))
                        .withDefaultRule(StepUpRule.always(AuthLevel.TWO_FACTORS)),
                keys::stepUp,
                List.of(
                        StepUpFactor.password(passwords::matches),
                        TotpVerifier.of(totp).asFactor()));
        // A new authenticator ends every open step-up token of its owner.
        enrolment = TotpEnrolment.of(totp, stepUp);
        guard = new AdminGuard(AdminDirectory.of(Schema.ACCOUNTS), trail, clock, AdminPolicy.revoking(stepUp));
        roles = new RoleDesk(requests, stepUp, guard);
        lendings = new LendingDesk(requests, trail, appLog, figures);
        logKeeping = new LogKeeping(database, trail, clock);
        members = new MemberDesk(
                requests,
                trail,
                subjects,
                Erasures.of(subjects, trail, logKeeping.holds().forErasures()));
        reads = new RecordedReads(auditLog, trail);
    }

    /** Gives each request its transaction. */
    public TransactionRunner requests() {
        return requests;
    }

    /** The application's clock. */
    public Clock clock() {
        return clock;
    }

    /** What was counted and timed. */
    public Figures figures() {
        return figures;
    }

    /** The application's own login. */
    public Passwords passwords() {
        return passwords;
    }

    /** The audit log. */
    public AuditLog auditLog() {
        return auditLog;
    }

    /** The jobs that keep the audit log. */
    public LogKeeping logKeeping() {
        return logKeeping;
    }

    /** The application's log. */
    public AppLog appLog() {
        return appLog;
    }

    /** The step-up tokens. */
    public StepUpTokens stepUp() {
        return stepUp;
    }

    /** The admin guard. */
    public AdminGuard guard() {
        return guard;
    }

    /** Enrols authenticators. */
    public TotpEnrolment enrolment() {
        return enrolment;
    }

    /** Gives and takes roles. */
    public RoleDesk roles() {
        return roles;
    }

    /** Lends tokens. */
    public LendingDesk lendings() {
        return lendings;
    }

    /** Changes what is known of members, and erases them. */
    public MemberDesk members() {
        return members;
    }

    /** The audit log for those who read it: each look leaves an event. */
    public RecordedReads reads() {
        return reads;
    }

    @Override
    public void close() {
        logKeeping.close();
        requestPool.close();
        evidencePool.close();
    }
}
