package dev.holdfast.migration.rehearse.plan;

import dev.holdfast.migration.statement.effect.LockMode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Work of other sessions that has to wait for a lock. Source: PostgreSQL manual, §13.3.1 Table-Level Locks. */
public enum BlockedWork {
    /** SELECT. */
    READS(LockMode.ACCESS_SHARE),
    /** SELECT … FOR UPDATE, and the checks of foreign keys. */
    ROW_LOCKS(LockMode.ROW_SHARE),
    /** INSERT, UPDATE, DELETE, COPY FROM. */
    WRITES(LockMode.ROW_EXCLUSIVE),
    /** VACUUM, ANALYZE, autovacuum, concurrent index work. */
    MAINTENANCE(LockMode.SHARE_UPDATE_EXCLUSIVE),
    /** CREATE INDEX. */
    INDEX_BUILDS(LockMode.SHARE),
    /** Most of ALTER TABLE, DROP, TRUNCATE. */
    SCHEMA_CHANGES(LockMode.ACCESS_EXCLUSIVE);

    private final LockMode needs;

    BlockedWork(LockMode needs) {
        this.needs = needs;
    }

    /**
     * Whom a lock keeps waiting.
     *
     * @param held the lock's mode
     * @return the work, in the order above; every mode keeps some
     */
    public static Set<BlockedWork> by(LockMode held) {
        Set<BlockedWork> blocked = EnumSet.noneOf(BlockedWork.class);
        for (BlockedWork work : values()) {
            if (held.conflictsWith(work.needs)) {
                blocked.add(work);
            }
        }
        return blocked;
    }

    /**
     * Whom a lock keeps waiting, in words.
     *
     * @param held the lock's mode
     * @return such as {@code blocks writes, maintenance, schema changes}
     */
    public static String describe(LockMode held) {
        return by(held).stream()
                .map(work -> work.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", ", "blocks ", ""));
    }
}
