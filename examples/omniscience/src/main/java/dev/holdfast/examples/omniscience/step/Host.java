package dev.holdfast.examples.omniscience.step;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.auth.totp.code.TotpCodes;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.event.OwaspActions;
import dev.holdfast.examples.omniscience.app.Application;
import dev.holdfast.examples.omniscience.app.Database;
import dev.holdfast.examples.omniscience.app.LoginEndpoint.Origin;
import dev.holdfast.testkit.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the steps work on. */
public final class Host {
    /** The address Mira works from, behind the proxy. */
    static final Origin HOME = Origin.through(Application.PROXY, "198.51.100.20");

    static final String PASSWORD = "long nights need strong tea";

    private static final Duration NEXT_CODE = Duration.ofSeconds(30);

    private final Database database;
    private final Application application;
    private final TotpSecret authenticator;
    private final MutableClock clock;
    private final Path folder;

    /** A host over a database, with the secret that Mira's authenticator holds and a folder for files. */
    public Host(Application application, Database database, TotpSecret authenticator, Surroundings surroundings) {
        this.application = application;
        this.database = database;
        this.authenticator = authenticator;
        this.clock = surroundings.clock();
        this.folder = surroundings.folder();
    }

    /** The host's clock, and where its files go. */
    public record Surroundings(MutableClock clock, Path folder) {}

    Application application() {
        return application;
    }

    Database database() {
        return database;
    }

    Path folder() {
        return folder;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** The next code that Mira's authenticator shows. */
    String nextCode() {
        pass(NEXT_CODE);
        TotpParameters parameters = TotpParameters.defaults();
        return TotpCodes.of(parameters).codeAt(authenticator, parameters.stepAt(clock.instant()));
    }

    /** The reason of the newest refused login, from the audit log. */
    String newestReason() {
        return application
                .requests()
                .call(tx -> application
                        .auditLog()
                        .find(
                                tx,
                                AuditQuery.newestFirst(AuditFilter.any().withAction(OwaspActions.AUTHN_LOGIN_FAIL))
                                        .withPageSize(1))
                        .events()
                        .stream()
                        .map(event -> String.valueOf(event.event().reason()))
                        .findFirst()
                        .orElse("none"));
    }

    /** One value from the database, as text. */
    String text(String query) {
        return application.requests().call(tx -> String.valueOf(tx.fetchValue(query)));
    }

    /** The first column of every row, as text. */
    List<String> texts(String query) {
        return application.requests().call(tx -> tx.fetch(query).getValues(0, String.class));
    }
}
