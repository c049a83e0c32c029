package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.app.Application;
import dev.holdfast.examples.markenmate.app.Database;
import dev.holdfast.examples.markenmate.app.RoleDesk.Proofs;
import dev.holdfast.examples.markenmate.app.Session;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.backup.BackupPolicy;
import dev.holdfast.migration.backup.Backups;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.testkit.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the steps work on, and what one leaves for the next. */
public final class Host {
    /** The administrator who does everything here. */
    static final Session ALMA = new Session("user-001", "session-1");

    /** The other one, who signed up at the same instant. */
    static final Session BENNO = new Session("user-002", "session-2");

    static final String PASSWORD = "correct horse battery staple";

    private static final Duration NEXT_CODE = Duration.ofSeconds(30);

    private final Database database;
    private final Application application;
    private final MutableClock clock;
    private final Path archiveDirectory;
    private final List<Backup> backups = new ArrayList<>();
    private @Nullable SchemaSnapshot before;
    private @Nullable OtpAuthUri authenticator;
    private @Nullable String archivedRows;

    /** A host over a database, an application put together over it, and a directory for archives. */
    public Host(Database database, Application application, MutableClock clock, Path archiveDirectory) {
        this.database = database;
        this.application = application;
        this.clock = clock;
        this.archiveDirectory = archiveDirectory;
    }

    /** Takes over what steps left that ran on a database of which this one is a copy. */
    public void takeOver(Host earlier) {
        before = earlier.before;
        backups.addAll(earlier.backups);
    }

    /** The database that is hardened. */
    public Database database() {
        return database;
    }

    Application application() {
        return application;
    }

    Backups backupTables() {
        return Backups.over(TransactionRunner.over(database.direct()), BackupPolicy.defaults(), clock);
    }

    List<Backup> backups() {
        return backups;
    }

    SchemaSnapshot before() {
        return known(before, "snapshot of the schema before");
    }

    void before(SchemaSnapshot snapshot) {
        before = snapshot;
    }

    Path archiveDirectory() {
        return archiveDirectory;
    }

    /** The hash over the rows of the month that left, as they were in the log. */
    String archivedRows() {
        return known(archivedRows, "hash of the archived month");
    }

    void archivedRows(String hash) {
        archivedRows = hash;
    }

    void authenticator(OtpAuthUri uri) {
        authenticator = uri;
    }

    /** Lets the host's time pass. */
    void pass(Duration time) {
        clock.advance(time);
    }

    /** What Alma enters: her password and the next code that her authenticator shows. */
    Proofs proofs() {
        pass(NEXT_CODE);
        return new Proofs(PASSWORD, code());
    }

    String code() {
        OtpAuthUri uri = known(authenticator, "authenticator");
        return TotpCodes.of(uri.parameters())
                .codeAt(uri.secret(), uri.parameters().stepAt(clock.instant()));
    }

    /** Handles a request under a correlation id of its own. */
    Answer handle(Session session, CorrelationId id, Supplier<Answer> request) {
        RequestScope scope = RequestScope.open(session.request(id));
        try {
            return request.get();
        } finally {
            scope.close();
        }
    }

    /** The newest event of a kind, read back from the audit log. */
    StoredEvent newest(Action action) {
        return events(action).stream()
                .findFirst()
                .orElseThrow(() -> new Deviation("the audit log must hold an event " + action + ", found none"));
    }

    List<StoredEvent> events(Action action) {
        return application
                .requests()
                .call(tx -> application
                        .auditLog()
                        .find(
                                tx,
                                AuditQuery.newestFirst(AuditFilter.any().withAction(action))
                                        .withPageSize(1000))
                        .events());
    }

    /** One number from the database. */
    long number(String query, Object... binds) {
        return text(query, binds).transform(Long::parseLong);
    }

    /** How many rows of the log hold a text, in whatever column. */
    long rowsWith(String text) {
        return number("SELECT count(*) FROM holdfast.audit_event e WHERE strpos(e::text, ?) > 0", text);
    }

    /** One value from the database, as text. */
    String text(String query, Object... binds) {
        return application.requests().call(tx -> String.valueOf(tx.fetchValue(query, binds)));
    }

    private static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new Deviation("an earlier step must have left the " + what);
        }
        return value;
    }
}
