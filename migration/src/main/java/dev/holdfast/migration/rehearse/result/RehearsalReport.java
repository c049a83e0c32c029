package dev.holdfast.migration.rehearse.result;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.snapshot.SchemaDiff;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What happened in a rehearsal. Holds names, numbers and texts of the catalog; no row, and no literal of a script.
 *
 * @param span where it happened, and from when to when
 * @param migrations what each migration did, in order
 * @param diff what they change in the catalog together
 * @param aftermath what a second connection found afterwards; empty for a scratch database, which is gone
 * @param decisions what was allowed that is not by default
 */
public record RehearsalReport(
        Span span,
        List<MigrationRehearsal> migrations,
        SchemaDiff diff,
        Optional<Aftermath> aftermath,
        List<Decision> decisions) {
    /** Copies the lists. */
    public RehearsalReport {
        migrations = List.copyOf(migrations);
        decisions = List.copyOf(decisions);
    }

    /**
     * Where and when.
     *
     * @param place the database that was rehearsed in
     * @param from when it began
     * @param to when it ended
     */
    public record Span(Place place, Instant from, Instant to) {
        /**
         * A span that ends now.
         *
         * @param dataSource the database
         * @param from when it began
         * @param clock says when it ends
         * @return the span
         * @throws DatabaseException when the database does not answer
         */
        public static Span until(DataSource dataSource, Instant from, Clock clock) {
            try (Connection connection = dataSource.getConnection()) {
                return new Span(Places.of(connection), from, clock.instant());
            } catch (SQLException e) {
                throw DatabaseException.of("the database could not be asked what it is", e);
            }
        }
    }

    /**
     * Holds a real run against this rehearsal.
     *
     * @param real the difference of the catalog before and after the real run, of the same scope
     * @return whether they agree, and what differs
     */
    public Confirmation confirm(SchemaDiff real) {
        return Confirmation.of(diff, real);
    }

    /**
     * Where predictions of ours were wrong, in all migrations.
     *
     * @return a line each, with migration, line and what differs
     */
    public List<String> mismatches() {
        return migrations.stream()
                .flatMap(migration -> migration.mismatches().stream()
                        .map(one -> migration.candidate().title() + " line " + one.line() + " (" + one.command() + "): "
                                + one.mismatch()))
                .toList();
    }
}
