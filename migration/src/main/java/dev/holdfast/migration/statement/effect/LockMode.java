package dev.holdfast.migration.statement.effect;

import java.util.Locale;

/** The modes of a table lock, weakest first. Source: PostgreSQL manual, §13.3.1 Table-Level Locks. */
public enum LockMode {
    /** Taken by reading. */
    ACCESS_SHARE,
    /** Taken by {@code SELECT … FOR UPDATE} and its kin. */
    ROW_SHARE,
    /** Taken by writing rows. */
    ROW_EXCLUSIVE,
    /** Taken by VACUUM, ANALYZE, concurrent index work and some forms of ALTER TABLE. */
    SHARE_UPDATE_EXCLUSIVE,
    /** Taken by CREATE INDEX; blocks writers. */
    SHARE,
    /** Taken by CREATE TRIGGER and by foreign keys on both tables; blocks writers. */
    SHARE_ROW_EXCLUSIVE,
    /** Taken by a concurrent refresh of a materialised view; leaves readers alone. */
    EXCLUSIVE,
    /** Taken by most forms of ALTER TABLE, DROP, TRUNCATE; blocks everybody. */
    ACCESS_EXCLUSIVE;

    /**
     * The mode that {@code pg_locks} names.
     *
     * @param name such as {@code AccessExclusiveLock}
     * @return the mode
     * @throws IllegalArgumentException when there is no such mode
     */
    public static LockMode of(String name) {
        String words = name.replaceAll("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return valueOf(words.toUpperCase(Locale.ROOT));
    }

    /**
     * Whether two sessions cannot hold these modes on one table at once.
     *
     * @param other the other session's mode
     * @return true when one of them waits
     */
    public boolean conflictsWith(LockMode other) {
        LockMode stronger = compareTo(other) >= 0 ? this : other;
        LockMode weaker = stronger == this ? other : this;
        return switch (stronger) {
            case ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE -> false;
            case SHARE_UPDATE_EXCLUSIVE -> weaker == SHARE_UPDATE_EXCLUSIVE;
            case SHARE -> weaker == ROW_EXCLUSIVE || weaker == SHARE_UPDATE_EXCLUSIVE;
            case SHARE_ROW_EXCLUSIVE -> weaker.compareTo(ROW_EXCLUSIVE) >= 0;
            case EXCLUSIVE -> weaker.compareTo(ROW_SHARE) >= 0;
            case ACCESS_EXCLUSIVE -> true;
        };
    }
}
