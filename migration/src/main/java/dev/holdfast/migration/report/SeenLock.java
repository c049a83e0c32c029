package dev.holdfast.migration.report;

import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.statement.effect.LockMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lock of a record, {@code relation MODE}, with what it means to others.
 *
 * @param relation what is locked; the whole text when no mode is recognised in it
 * @param mode the mode; none when it is not one of PostgreSQL's
 */
record SeenLock(String relation, Optional<LockMode> mode) {
    private static final Pattern TEXT = Pattern.compile("(.+?) ("
            + Stream.of(LockMode.values())
                    .map(mode -> mode.name().replace("_", "[_ ]"))
                    .collect(Collectors.joining("|"))
            + ")( \\([^)]*\\))?");

    static SeenLock of(String text) {
        // The shortest relation is the right one: else SHARE ROW EXCLUSIVE would be read as ROW EXCLUSIVE.
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return new SeenLock(text, Optional.empty());
        }
        String mode = matcher.group(2).replace(' ', '_');
        return new SeenLock(matcher.group(1), Optional.of(LockMode.valueOf(mode)));
    }

    /** The strongest of several; none when none has a mode. */
    static Optional<LockMode> strongest(List<String> locks) {
        return locks.stream().flatMap(lock -> of(lock).mode().stream()).max(Comparator.naturalOrder());
    }

    /** The strongest of all of a migration's statements. */
    static Optional<LockMode> strongestOf(MigrationRun migration) {
        return migration.statements().stream()
                .flatMap(statement -> strongest(Overview.locks(statement)).stream())
                .max(Comparator.naturalOrder());
    }

    /** As PostgreSQL's manual writes it. */
    static String name(LockMode mode) {
        return mode.name().replace('_', ' ');
    }

    /** From 0 to 4: whom the mode keeps waiting. */
    static int level(LockMode mode) {
        if (mode.conflictsWith(LockMode.ACCESS_SHARE)) {
            return 4;
        }
        if (mode.conflictsWith(LockMode.ROW_SHARE)) {
            return 3;
        }
        if (mode.conflictsWith(LockMode.ROW_EXCLUSIVE)) {
            return 2;
        }
        return mode.conflictsWith(LockMode.SHARE_UPDATE_EXCLUSIVE) ? 1 : 0;
    }

    /** Whom a level keeps waiting, in words. */
    static String blocked(int level) {
        return List.of(
                        "no reads or writes",
                        "VACUUM and schema changes",
                        "writes",
                        "writes and locking reads",
                        "reads and writes")
                .get(level);
    }
}
