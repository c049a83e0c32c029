package dev.holdfast.migration.apply.pending;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.ScriptRunner;
import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.script.MigrationSource.Callbacks;
import dev.holdfast.migration.script.NamedScript;
import dev.holdfast.migration.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Runs Flyway's callbacks around our own migrations: SQL files by their names, objects over Flyway's interface. */
public final class CallbackRun {
    private static final Set<Event> KEPT = Set.of(
            Event.BEFORE_MIGRATE,
            Event.BEFORE_EACH_MIGRATE,
            Event.AFTER_EACH_MIGRATE,
            Event.AFTER_MIGRATE,
            Event.AFTER_MIGRATE_APPLIED,
            Event.AFTER_MIGRATE_ERROR,
            Event.AFTER_EACH_MIGRATE_ERROR,
            Event.BEFORE_REPEATABLES,
            Event.AFTER_VERSIONED);

    /** What belongs to an operation of Flyway's own, which does not happen here. */
    private static final String OTHER_OPERATION = ".*(Clean|Validate|Baseline|Repair|Info|OperationFinish).*";

    private final Map<Event, List<SqlStatement>> scripts = new HashMap<>();
    private final List<FlywayCallback> classes;
    private final DataSource dataSource;

    /**
     * The callbacks of a source.
     *
     * @param callbacks scripts and classes
     * @param dataSource what classes may see as configured
     * @throws IllegalArgumentException when a script is malformed, or of an event that does not happen here
     */
    public CallbackRun(Callbacks callbacks, DataSource dataSource) {
        this.classes = callbacks.classes().stream().map(FlywayCallback::new).toList();
        this.dataSource = dataSource;
        callbacks.scripts().forEach(this::read);
    }

    private void read(NamedScript script) {
        Event event = Event.fromId(script.description());
        if (!KEPT.contains(event)) {
            if (!event.getId().matches(OTHER_OPERATION)) {
                throw new IllegalArgumentException(
                        "callback " + script.file() + " must be of an event that happens here, "
                                + KEPT.stream().map(Event::getId).sorted().toList() + ": rename or remove it");
            }
            return;
        }
        List<SqlStatement> statements = PendingMigration.statements(script.file());
        if (!isOneTransaction(script, statements)) {
            throw new IllegalArgumentException(
                    "callback " + script.file() + " must run in one transaction: take out what refuses or ends it");
        }
        scripts.computeIfAbsent(event, key -> new ArrayList<>()).addAll(statements);
    }

    private static boolean isOneTransaction(NamedScript script, List<SqlStatement> statements) {
        try {
            return StepPlan.of(statements, true).isOneTransaction();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("callback " + script.file() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether anything happens at an event, as far as names tell: an object decides when it is asked.
     *
     * @param event the event
     * @return false when nothing does
     */
    public boolean mayHappenAt(Event event) {
        return scripts.containsKey(event) || !classes.isEmpty();
    }

    /**
     * Whether there are none.
     *
     * @return true when nothing happens at any event
     */
    public boolean isEmpty() {
        return scripts.isEmpty() && classes.isEmpty();
    }

    /**
     * Runs what belongs to an event, inside the connection's transaction.
     *
     * @param event the event
     * @param connection the transaction's
     * @param migration the migration at work; none around the whole run
     * @throws SQLException when a statement fails
     */
    public void run(Event event, Connection connection, @Nullable PendingMigration migration) throws SQLException {
        List<SqlStatement> statements = scripts.getOrDefault(event, List.of());
        if (!statements.isEmpty()) {
            ScriptRunner.watchedBy(RunObserver.none()).run(connection, statements);
        }
        if (!classes.isEmpty()) {
            Context context = new JavaBridge(dataSource, connection).forCallback(migration);
            for (FlywayCallback callback : classes) {
                callback.at(event, context);
            }
        }
    }
}
