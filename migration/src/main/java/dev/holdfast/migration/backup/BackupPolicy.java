package dev.holdfast.migration.backup;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.Require;
import java.time.Duration;

/**
 * Where backups go and how long they stay.
 *
 * @param namespace where the catalogue is; the backups are in the schema beside it, {@link #schema}
 * @param retention how long a backup must stay, 1 hour to 10 years
 * @param lockTimeout how long to wait for a table that is being altered, 100 ms to 10 minutes
 */
public record BackupPolicy(Namespace namespace, Duration retention, Duration lockTimeout) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when a duration is outside them
     */
    public BackupPolicy {
        Require.between("retention", retention, Duration.ofHours(1), Duration.ofDays(3653));
        Require.between("lockTimeout", lockTimeout, Duration.ofMillis(100), Duration.ofMinutes(10));
    }

    /**
     * The default namespace, thirty days, five seconds.
     *
     * @return the default policy
     */
    public static BackupPolicy defaults() {
        return new BackupPolicy(Namespace.defaults(), Duration.ofDays(30), Duration.ofSeconds(5));
    }

    /**
     * The same with the catalogue elsewhere.
     *
     * @param other the namespace
     * @return the policy
     */
    public BackupPolicy withNamespace(Namespace other) {
        return new BackupPolicy(other, retention, lockTimeout);
    }

    /**
     * The same with another retention.
     *
     * @param duration how long a backup must stay
     * @return the policy
     */
    public BackupPolicy withRetention(Duration duration) {
        return new BackupPolicy(namespace, duration, lockTimeout);
    }

    /**
     * The schema of the backup tables, on which no role but its owner may have any privilege.
     *
     * @return such as {@code holdfast_backup}
     */
    public String schema() {
        return namespace.schema() + "_" + namespace.prefix() + "backup";
    }
}
