package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.StatementProbe;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.probe.SessionProbe;
import dev.holdfast.migration.rehearse.probe.StatementObservation;
import dev.holdfast.migration.rehearse.result.MigrationRehearsal;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches the executor at work in a scratch database: looks around each statement, and lets each undo be tried between two
 * migrations, when the executor's session is idle.
 */
final class CloneWatch implements RunObserver, StatementProbe {
    private final RehearsalPlan plan;
    private final SessionProbe looks;
    private final UndoTrial undo;
    private final List<MigrationRehearsal> done = new ArrayList<>();
    private final List<StatementRehearsal> current = new ArrayList<>();
    private @Nullable PlannedMigration migration;
    private @Nullable Place place;
    private Duration took = Duration.ZERO;
    /** The executor's own tables come with the first migration that goes step by step; they are in no plan. */
    private boolean isForeign;

    CloneWatch(RehearsalPlan plan, SessionProbe looks, UndoTrial undo) {
        this.plan = plan;
        this.looks = looks;
        this.undo = undo;
    }

    List<MigrationRehearsal> done() {
        return done;
    }

    /** Where the run was when it ended; none when it was before its first migration. */
    Optional<RehearsalResult.Place> lastPlace() {
        return Optional.ofNullable(migration)
                .map(it -> RehearsalResult.Place.of(it, place == null ? 0 : place.number()));
    }

    @Override
    public Optional<StatementProbe> probe() {
        return Optional.of(this);
    }

    @Override
    public void migrationStarted(Migration started) {
        Optional<PlannedMigration> planned = planned(started);
        isForeign = planned.isEmpty();
        if (planned.isPresent()) {
            migration = planned.get();
            place = null;
            current.clear();
            undo.before(planned.get().candidate());
        }
    }

    @Override
    public void before(Connection connection, SqlStatement statement) throws SQLException {
        looks.before(connection, statement);
    }

    @Override
    public void statementStarted(Place statement) {
        place = isForeign ? place : statement;
    }

    @Override
    public void statementEnded(Place statement, Duration time, long rows) {
        took = time;
    }

    @Override
    public void after(Connection connection, SqlStatement statement, long rows) throws SQLException {
        StatementObservation seen = looks.after(statement, took);
        PlannedMigration running = migration;
        if (running != null && !isForeign) {
            int server = connection.getMetaData().getDatabaseMajorVersion();
            running.statements().stream()
                    .filter(planned -> planned.statement().number() == statement.number())
                    .findFirst()
                    .ifPresent(planned -> add(StatementRehearsal.of(planned, seen, rows, server)));
        }
    }

    @Override
    public void retrying(Migration again, Retry retry) {
        looks.forget();
    }

    @Override
    public void migrationEnded(Migration ended, End end) {
        looks.forget();
        PlannedMigration ran = migration;
        if (ran == null || isForeign) {
            isForeign = false;
            return;
        }
        boolean applied = end.outcome() == Outcome.APPLIED;
        done.add(new MigrationRehearsal(
                ran.candidate(), end.took(), current, applied ? undo.after(ran.candidate()) : Optional.empty()));
    }

    /** A statement that is tried again takes the place of its earlier attempt, and of those after it. */
    private void add(StatementRehearsal ran) {
        current.removeIf(earlier -> earlier.number() >= ran.number());
        current.add(ran);
    }

    private Optional<PlannedMigration> planned(Migration started) {
        return plan.migrations().stream()
                .filter(it -> isMeant(it.candidate(), started))
                .findFirst();
    }

    private static boolean isMeant(Candidate candidate, Migration started) {
        return candidate.source().equals(started.source())
                && candidate.version().equals(started.version())
                && candidate.local().script().equals(started.script());
    }
}
