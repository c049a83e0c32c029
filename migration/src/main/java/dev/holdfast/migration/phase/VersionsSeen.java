package dev.holdfast.migration.phase;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.sql.ReadOnlyTransaction;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/** Knows which versions of an application are running; the host may implement it over its own registry. */
@FunctionalInterface
public interface VersionsSeen {
    /**
     * The instances of an application, also those last seen long ago: the gate decides what is too old to count.
     *
     * @param application its name
     * @return the instances, each once; empty when none was ever seen
     */
    List<SeenVersion> of(String application);

    /**
     * Instances that told of themselves through {@link ApplicationHeartbeat}.
     *
     * @param dataSource the database
     * @param namespace where the table is
     * @return what the table holds when it is asked
     */
    static VersionsSeen heartbeats(DataSource dataSource, Namespace namespace) {
        return application -> ReadOnlyTransaction.read(
                dataSource,
                "look for running applications",
                connection -> InstanceQueries.heartbeats(connection, namespace, application));
    }

    /**
     * Sessions whose {@code application_name} is {@code name/version}. Sees only who is connected to this database at
     * this moment, and only as much of {@code pg_stat_activity} as the role may read: weaker than heartbeats.
     *
     * @param dataSource the database
     * @param clock the time at which they are seen
     * @return who is connected when it is asked
     */
    static VersionsSeen connections(DataSource dataSource, Clock clock) {
        return application -> ReadOnlyTransaction.read(
                dataSource,
                "look for connected applications",
                connection -> InstanceQueries.connections(connection, application, clock.instant()));
    }
}
