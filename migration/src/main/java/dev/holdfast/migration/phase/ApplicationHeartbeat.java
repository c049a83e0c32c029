package dev.holdfast.migration.phase;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.Require;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/**
 * Tells the database that an instance of an application runs, and in which version.
 *
 * <p>Call {@link #beat} when the application starts, before it serves, and then every minute. Needs the table of {@code
 * MigrationSchema}. Thread-safe.
 */
public final class ApplicationHeartbeat {
    private static final int MAX_NAME = 100;

    private final Namespace namespace;
    private final String application;
    private final String instance;
    private final Clock clock;

    private ApplicationHeartbeat(Namespace namespace, String application, String instance, Clock clock) {
        this.namespace = namespace;
        this.application = Require.text("application", application, MAX_NAME);
        this.instance = Require.text("instance", instance, MAX_NAME);
        this.clock = clock;
    }

    /**
     * The heartbeat of one instance.
     *
     * @param namespace where the table is
     * @param application the application's name, at most 100 characters
     * @param instance which of its instances, at most 100 characters; must differ between those that run at once
     * @param clock the time
     * @return the heartbeat
     */
    public static ApplicationHeartbeat of(Namespace namespace, String application, String instance, Clock clock) {
        return new ApplicationHeartbeat(namespace, application, instance, clock);
    }

    /**
     * Says that the instance runs.
     *
     * <p><em>Transaction.</em> Joins; one statement.
     *
     * @param tx the host's transaction
     * @param version the version that runs
     */
    public void beat(DSLContext tx, ApplicationVersion version) {
        SeenVersion seen = new SeenVersion(
                application, instance, version.text(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        boolean unused = HostTransaction.onConnection(tx, connection -> {
            InstanceQueries.beat(connection, namespace, seen);
            return true;
        });
    }

    /**
     * Says that the instance has stopped, so that nobody waits until it has not been seen for long enough.
     *
     * <p><em>Transaction.</em> Joins; one statement.
     *
     * @param tx the host's transaction
     */
    public void leave(DSLContext tx) {
        boolean unused = HostTransaction.onConnection(tx, connection -> {
            InstanceQueries.leave(connection, namespace, application, instance);
            return true;
        });
    }
}
