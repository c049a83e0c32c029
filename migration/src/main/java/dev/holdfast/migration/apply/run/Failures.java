package dev.holdfast.migration.apply.run;

import dev.holdfast.migration.apply.Blocker;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.StatementException;
import dev.holdfast.migration.apply.pending.PendingMigration;
import dev.holdfast.migration.sql.SqlFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.callback.Event;

/** Says what went wrong, without a value of a row or of a script. */
final class Failures {
    private final String source;

    Failures(String source) {
        this.source = source;
    }

    /**
     * What failed.
     *
     * @param text such as {@code migration of host version 4}
     * @param version its version, or its description
     */
    record Subject(String text, String version) {}

    Subject migration(PendingMigration migration) {
        boolean versioned = migration.local().version().isPresent();
        return new Subject(
                "migration of " + source + " " + migration.label(),
                versioned ? migration.local().versionText() : migration.local().description());
    }

    /** The failure of a migration or an undo. */
    MigrationException of(Subject subject, Exception failure, List<Blocker> blockers, String next) {
        Optional<SqlFailure> sql = SqlFailure.in(failure);
        String place = StatementException.placeIn(failure);
        return new MigrationException(
                new MigrationException.Failure(
                        source, subject.version(), sql.map(SqlFailure::sqlState).orElse(null)),
                subject.text() + " failed" + (place.isEmpty() ? "" : " at " + place) + ": " + what(failure, sql)
                        + blockedBy(blockers) + ": " + next,
                sql.map(safe -> safe.asException(failure)).orElse(null));
    }

    /** A refusal of our own. */
    MigrationException refusal(Subject subject, String why) {
        return new MigrationException(
                new MigrationException.Failure(source, subject.version(), null), subject.text() + " " + why, null);
    }

    /** The failure of a callback around the run. */
    MigrationException ofCallback(Event event, Exception failure) {
        Optional<SqlFailure> sql = SqlFailure.in(failure);
        return new MigrationException(
                new MigrationException.Failure(
                        source, null, sql.map(SqlFailure::sqlState).orElse(null)),
                "callback " + event.getId() + " of " + source + " failed: " + what(failure, sql)
                        + ": what was applied before it stays; correct it and run again",
                sql.map(safe -> safe.asException(failure)).orElse(null));
    }

    /** A class's own message may quote what it worked on; its name may be said. */
    private static String what(Exception failure, Optional<SqlFailure> sql) {
        return sql.map(SqlFailure::toString).orElseGet(() -> failure.getClass().getName());
    }

    private static String blockedBy(List<Blocker> blockers) {
        return blockers.isEmpty()
                ? ""
                : ", blocked by " + blockers.stream().map(Blocker::toString).collect(Collectors.joining(" and "));
    }
}
