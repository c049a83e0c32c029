package dev.holdfast.migration.rehearse.live;

import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.record.RunRecord.Decision;
import dev.holdfast.migration.rehearse.live.LiveStatements.Failure;
import dev.holdfast.migration.rehearse.live.LiveStatements.Run;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.probe.ObservedLock;
import dev.holdfast.migration.rehearse.probe.Relation;
import dev.holdfast.migration.rehearse.result.Aftermath;
import dev.holdfast.migration.rehearse.result.Places;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalReport.Span;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Rehearsed;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A rehearsal in one transaction on the live database: refused before anything runs when the rules say so, rolled back in
 * any case, and looked for afterwards from a second connection.
 */
public final class LiveRehearsal {
    private final DataSource dataSource;
    private final LiveAllowance allowance;
    private final SnapshotScope scope;
    private final Clock clock;
    private final boolean triesUndo;

    /**
     * A rehearsal.
     *
     * @param dataSource the live database
     * @param allowance how much of it may be touched
     * @param scope what of the catalog is compared before and after
     * @param clock dates the report
     */
    public LiveRehearsal(DataSource dataSource, LiveAllowance allowance, SnapshotScope scope, Clock clock) {
        this(new Place(dataSource, scope), allowance, clock, false);
    }

    private LiveRehearsal(Place place, LiveAllowance allowance, Clock clock, boolean triesUndo) {
        this.dataSource = place.dataSource();
        this.scope = place.scope();
        this.allowance = allowance;
        this.clock = clock;
        this.triesUndo = triesUndo;
    }

    /** The live database, and what of it is compared. */
    private record Place(DataSource dataSource, SnapshotScope scope) {}

    /**
     * The same, which also tries each undo behind a savepoint and compares the whole database before and after: every row
     * is read twice for each migration, so that it is done only where all tables together are within the allowance.
     *
     * @return the rehearsal
     */
    public LiveRehearsal tryingUndo() {
        return new LiveRehearsal(new Place(dataSource, scope), allowance, clock, true);
    }

    /**
     * Runs everything and takes it back.
     *
     * <p><em>Transaction.</em> Owns one, which is rolled back; looks from others.
     *
     * @param plan what is pending
     * @param decisions what was allowed, for the report
     * @return what happened, or why it was refused, or where it failed
     * @throws DatabaseException when the database cannot be reached
     */
    public RehearsalResult rehearse(RehearsalPlan plan, List<Decision> decisions) {
        Instant from = clock.instant();
        try (Connection first = dataSource.getConnection();
                Connection second = dataSource.getConnection()) {
            TableSizes sizes = new TableSizes(first, allowance);
            Optional<Refused> refused = new LiveRules(sizes).refusal(plan);
            if (refused.isPresent()) {
                return refused.get();
            }
            SchemaSnapshot before = SchemaSnapshot.take(dataSource, scope);
            Optional<LiveUndo> undo =
                    triesUndo ? Optional.of(new LiveUndo(first, sizes, scope, clock)) : Optional.empty();
            Run run = new LiveStatements(first, allowance, scope, undo).run(plan, before);
            Aftermath aftermath = aftermath(second, run, before);
            Span span = new Span(Places.of(second), from, clock.instant());
            return result(
                    run, new RehearsalReport(span, run.migrations(), run.diff(), Optional.of(aftermath), decisions));
        } catch (SQLException e) {
            throw DatabaseException.of("rehearsal on the live database failed, and was rolled back", e);
        }
    }

    private static RehearsalResult result(Run run, RehearsalReport report) {
        Optional<Refused> refused = run.stop().flatMap(LiveStatements.Stop::refused);
        if (refused.isPresent()) {
            return report.aftermath().filter(it -> !it.nothingStayed()).isEmpty()
                    ? refused.get()
                    : new Refused(
                            refused.get().reason(),
                            refused.get().message() + "; but the catalog differs afterwards: "
                                    + report.aftermath().orElseThrow());
        }
        Optional<Failure> failure = run.stop().flatMap(LiveStatements.Stop::failure);
        return failure.<RehearsalResult>map(it ->
                        new Failed(it.at(), it.said().sqlState(), it.said().text(), report))
                .orElseGet(() -> new Rehearsed(report));
    }

    private Aftermath aftermath(Connection second, Run run, SchemaSnapshot before) throws SQLException {
        List<String> sequences = run.migrations().stream()
                .flatMap(migration -> migration.statements().stream())
                .flatMap(statement -> statement.seen().locks().stream())
                .filter(ObservedLock::isFelt)
                .map(ObservedLock::relation)
                .filter(relation -> relation.kind() == Relation.Kind.SEQUENCE)
                .map(Relation::toString)
                .distinct()
                .sorted()
                .toList();
        return new Aftermath(
                status(second, run.transaction()), before.diff(SchemaSnapshot.take(dataSource, scope)), sequences);
    }

    /** Source: PostgreSQL manual, §9.27.7 Transaction ID Functions, pg_xact_status. */
    private static String status(Connection second, String transaction) throws SQLException {
        try (PreparedStatement statement = second.prepareStatement("SELECT pg_xact_status(?::xid8)")) {
            statement.setString(1, transaction);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }
}
