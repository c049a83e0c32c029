package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.auth.password.PasswordPolicy;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.OwaspActions;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.zekka.app.Database;
import dev.holdfast.examples.zekka.app.login.Application;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;
import dev.holdfast.testkit.MutableClock;
import java.time.Duration;
import java.util.List;

/** What the steps of the login work on: Zekka with its connections open, and a clock that they move. */
public final class LoginHost implements AutoCloseable {
    private final Database database;
    private final PasswordPolicy policy;
    private final MutableClock clock;
    private final Application application;

    /** A host over a database; the policy says what hashes cost, and which old ones it holds. */
    public LoginHost(Database database, PasswordPolicy policy, MutableClock clock) {
        this.database = database;
        this.policy = policy;
        this.clock = clock;
        this.application = new Application(database, policy, clock);
    }

    Database database() {
        return database;
    }

    PasswordPolicy policy() {
        return policy;
    }

    MutableClock clock() {
        return clock;
    }

    Application application() {
        return application;
    }

    Person person(String name) {
        return new Person(this, name);
    }

    Authenticator authenticator(OtpAuthUri uri) {
        return new Authenticator(uri, clock);
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** How many hashes were computed meanwhile. */
    long hashesOf(Runnable work) {
        long before = application.figures().hashes();
        work.run();
        return application.figures().hashes() - before;
    }

    /** Why the newest login was refused: from the audit log, which alone knows. */
    String whyRefused() {
        return String.valueOf(newest(OwaspActions.AUTHN_LOGIN_FAIL).reason());
    }

    /** The newest event of an action. */
    SecurityEvent newest(Action action) {
        return application
                .requests()
                .call(tx -> application
                        .auditLog()
                        .find(
                                tx,
                                AuditQuery.newestFirst(AuditFilter.any().withAction(action))
                                        .withPageSize(1)))
                .events()
                .stream()
                .findFirst()
                .orElseThrow(() -> new Deviation("the audit log must hold an event " + action.name()))
                .event();
    }

    /** One number from the database. */
    long number(String query, Object... binds) {
        return Long.parseLong(text(query, binds));
    }

    /** One value from the database, as text. */
    String text(String query, Object... binds) {
        return application.requests().call(tx -> String.valueOf(tx.fetchValue(query, binds)));
    }

    /** The first column of every row, as text. */
    List<String> texts(String query) {
        return application.requests().call(tx -> tx.fetch(query).getValues(0, String.class));
    }

    /** What Zekka's administrators do by hand. */
    int execute(String statement, Object... binds) {
        return application.requests().call(tx -> tx.execute(statement, binds));
    }

    @Override
    public void close() {
        application.close();
    }
}
