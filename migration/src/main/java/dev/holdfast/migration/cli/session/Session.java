package dev.holdfast.migration.cli.session;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.HostMigrations;
import dev.holdfast.migration.MigrationPolicy;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Screen;
import dev.holdfast.migration.cli.progress.Progress;
import dev.holdfast.migration.cli.settings.Setting;
import dev.holdfast.migration.cli.settings.Settings;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.phase.PhaseGate;
import dev.holdfast.migration.phase.PhasePolicy;
import dev.holdfast.migration.phase.VersionsSeen;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecording;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.Rehearsals;
import dev.holdfast.migration.rehearse.scratch.DumpSource;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.run.RecordedRun;
import dev.holdfast.migration.run.RunPlan;
import dev.holdfast.migration.run.RunResult;
import dev.holdfast.migration.script.MigrationNaming;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;

/** A database and its migrations, as the settings describe them. */
public final class Session {
    private final Settings settings;
    private final Access access;
    private final DirectDataSource dataSource;

    private Session(Settings settings, Access access, DirectDataSource dataSource) {
        this.settings = settings;
        this.access = access;
        this.dataSource = dataSource;
    }

    /**
     * Reaches the database.
     *
     * @param settings where it is, and what belongs into it
     * @param command who asks; the server shows it beside the connection
     * @return the session
     * @throws CommandException when a setting is wrong, or the database does not let us in
     */
    public static Session open(Settings settings, String command) {
        JdbcUrl url = JdbcUrl.parse(settings.text(Setting.URL), settings.origin(Setting.URL));
        // With the process's number, so that the sessions of this run can be told from those of another.
        String application =
                "holdfast " + command + " " + ProcessHandle.current().pid();
        Access access = new Access(url, Credentials.of(settings, url), application);
        DirectDataSource dataSource = access.dataSource();
        try (Connection connection = dataSource.getConnection()) {
            connection.setReadOnly(true);
            return new Session(settings, access, dataSource);
        } catch (SQLException e) {
            throw new CommandException(Exit.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The migrations to work with.
     *
     * @return those of the folders and of the history table that the settings name
     * @throws IllegalArgumentException when a name or a length of time is out of bounds
     */
    public Migrations migrations() {
        return Migrations.over(dataSource, set(), policy());
    }

    /**
     * Does what runs migrations, tells how far it has come, and keeps its record where the settings name a folder.
     *
     * @param job what the run is
     * @param work what to do
     * @param notes adds to the record what the work gave, and says how it ended
     * @param <T> what the work gives
     * @return what the work gave
     * @throws StoppedRun when it stopped
     */
    public <T> T run(Job job, Function<Migrations, T> work, BiFunction<RunRecording, T, Outcome> notes) {
        RecordedRun recorded = RecordedRun.begin(job.kind(), dataSource, job.clock(), new Records(settings).ledger());
        try (Progress progress = progress(job.screen())) {
            try {
                return recorded.keeping(() -> {
                    T done = work.apply(migrations().watchedBy(recorded.observer(progress)));
                    recorded.end(notes.apply(recorded.recording(), done));
                    return done;
                });
            } catch (MigrationException e) {
                throw StoppedRun.of(e, progress);
            }
        }
    }

    /**
     * Takes the steps of a plan, tells how far it has come, and keeps the record where the settings name a folder.
     *
     * @param plan the steps
     * @param screen where progress is told
     * @param clock dates the record
     * @return what came of it
     * @throws CommandException when the gate that the settings name is none
     */
    public RunResult run(RunPlan plan, Screen screen, Clock clock) {
        RunPlan kept = new Records(settings).ledger().map(plan::withLedger).orElse(plan);
        try (Progress progress = progress(screen)) {
            return migrations().gatedBy(gate(clock)).watchedBy(progress).run(kept, clock);
        }
    }

    private Progress progress(Screen screen) {
        return Progress.start(dataSource, access.application(), screen::progress);
    }

    private MigrationGate gate(Clock clock) {
        PhasePolicy policy = settings.duration(Setting.GATE_WINDOW)
                .map(PhasePolicy.defaults()::withWindow)
                .orElse(PhasePolicy.defaults());
        return switch (settings.text(Setting.GATE)) {
            case "none" -> MigrationGate.open();
            case "heartbeats" -> PhaseGate.of(VersionsSeen.heartbeats(dataSource, namespace()), policy, clock);
            case "connections" -> PhaseGate.of(VersionsSeen.connections(dataSource, clock), policy, clock);
            default ->
                throw CommandException.wrongUse(
                        settings.origin(Setting.GATE) + " must be heartbeats, connections or none: correct it");
        };
    }

    /**
     * Rehearsals of what is pending.
     *
     * @param target the last version of the host; empty for the newest
     * @param rules what a rehearsal insists on
     * @param clock dates the reports
     * @return the rehearsals
     */
    public Rehearsals rehearsals(Optional<String> target, RehearsalPolicy rules, Clock clock) {
        return target.map(version -> migrations().rehearsalsTo(version, rules, clock))
                .orElseGet(() -> migrations().rehearsals(rules, clock));
    }

    /**
     * Databases to rehearse in, on the same server.
     *
     * @param kind how they are made
     * @param clock dates them
     * @return the databases
     * @throws IllegalArgumentException when the address has no place that programs could be given
     */
    public ScratchDatabases scratch(Scratch kind, Clock clock) {
        return switch (kind) {
            case TEMPLATE -> ScratchDatabases.fromTemplate(access::toDatabase, access.database(), clock);
            case DUMP -> ScratchDatabases.fromSchemaDump(access::toDatabase, DumpSource.of(access.login()), clock);
        };
    }

    /** How a scratch database is made. */
    public enum Scratch {
        /** From a dump of the schema, by {@code pg_dump}. */
        DUMP,
        /** As a copy of the database, which must be idle. */
        TEMPLATE
    }

    /**
     * The database, for what needs no migrations.
     *
     * @return connections, each a new one
     */
    public DataSource dataSource() {
        return dataSource;
    }

    private MigrationSet set() {
        HostMigrations host = HostMigrations.in(settings.text(Setting.SCHEMA))
                .withHistoryTable(settings.text(Setting.HISTORY_TABLE))
                .withLocations(settings.locations(Setting.LOCATIONS).toArray(String[]::new))
                .withUndoLocations(settings.locations(Setting.UNDO_LOCATIONS).toArray(String[]::new))
                .withVerifyLocations(
                        settings.locations(Setting.VERIFY_LOCATIONS).toArray(String[]::new))
                .withNaming(naming());
        return MigrationSet.in(namespace()).withHost(host);
    }

    private Namespace namespace() {
        return Namespace.defaults().withSchema(settings.text(Setting.NAMESPACE));
    }

    private MigrationNaming naming() {
        return switch (settings.find(Setting.NAMING).orElse("")) {
            case "" -> MigrationNaming.detected();
            case "flyway" -> MigrationNaming.flyway();
            case "pairs", "single", "folders" -> MigrationNaming.upDownPairs();
            default ->
                throw CommandException.wrongUse(
                        settings.origin(Setting.NAMING) + " must be flyway, pairs, single or folders: correct it");
        };
    }

    private MigrationPolicy policy() {
        MigrationPolicy policy = MigrationPolicy.defaults();
        policy = settings.duration(Setting.STATEMENT_TIMEOUT)
                .map(policy::withStatementTimeout)
                .orElse(policy);
        policy = settings.duration(Setting.LOCK_TIMEOUT)
                .map(policy::withLockTimeout)
                .orElse(policy);
        return settings.duration(Setting.MIGRATOR_WAIT)
                .map(policy::withMigratorWait)
                .orElse(policy);
    }
}
