package dev.holdfast.examples.zekka.step;

import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.examples.zekka.app.Database;
import dev.holdfast.examples.zekka.app.Diary;
import dev.holdfast.examples.zekka.app.MaskedCopies;
import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.Migrations;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Place;
import dev.holdfast.migration.record.RunRecording;
import dev.holdfast.migration.rehearse.result.Places;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.rows.DataSnapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the steps work on, and what one leaves for the next. */
public final class Host {
    private static final int LOOKS = 3_000;

    private final Database database;
    private final Clock clock;
    private final Path folder;
    private final RunLedger ledger;
    private @Nullable Before before;
    private @Nullable RehearsalReport rehearsed;

    /** A host over a database, with a folder for records and reports. */
    public Host(Database database, Clock clock, Path folder) {
        this.database = database;
        this.clock = clock;
        this.folder = folder;
        this.ledger = RunLedger.folder(folder.resolve("runs"));
    }

    /** The database before anything was migrated. */
    record Before(SchemaSnapshot schema, DataSnapshot rows) {}

    Database database() {
        return database;
    }

    Clock clock() {
        return clock;
    }

    Path folder() {
        return folder;
    }

    RunLedger ledger() {
        return ledger;
    }

    Migrations migrations() {
        return migrations(Schema.all());
    }

    Migrations migrations(MigrationSet set) {
        return Migrations.over(database.dataSource(), set);
    }

    TransactionRunner transactions() {
        return TransactionRunner.over(database.dataSource());
    }

    /** Copies of the database as it is, with nobody recognisable in them. */
    ScratchDatabases copies() {
        return MaskedCopies.of(ScratchDatabases.fromTemplate(database, database.name(), clock));
    }

    Before look() {
        return new Before(
                SchemaSnapshot.take(database.dataSource(), Schema.scope()),
                DataSnapshot.take(database.dataSource(), Schema.scope()));
    }

    void before(Before seen) {
        before = seen;
    }

    Before before() {
        return known(before, "picture of the database before");
    }

    void rehearsed(RehearsalReport report) {
        rehearsed = report;
    }

    RehearsalReport rehearsed() {
        return known(rehearsed, "report of the rehearsal");
    }

    /** Does what runs migrations, and keeps its record whether it went well or not; the notes say how it ended. */
    <T> T recorded(Kind kind, Function<Migrations, T> work, BiFunction<RunRecording, T, Outcome> notes) {
        RunRecording recording = RunRecording.start(kind, place(), clock, Uuid7.of(clock));
        try {
            T done = work.apply(migrations().watchedBy(new Diary(recording)));
            var unused = ledger.append(recording.end(notes.apply(recording, done)));
            return done;
        } catch (MigrationException e) {
            Outcome outcome = new Outcome(
                    false, e.sqlState(), String.valueOf(e.getMessage()), "look at status, then migrate again");
            var unused = ledger.append(recording.end(outcome));
            throw e;
        }
    }

    Place place() {
        try (Connection connection = database.dataSource().getConnection()) {
            return Places.of(connection);
        } catch (SQLException e) {
            throw DatabaseException.of("the database could not be asked what it is", e);
        }
    }

    /** One number from the database. */
    long number(String query, Object... binds) {
        return Long.parseLong(text(query, binds));
    }

    /** One value from the database, as text. */
    String text(String query, Object... binds) {
        return transactions().call(tx -> String.valueOf(tx.fetchValue(query, binds)));
    }

    /** The first column of every row, as text. */
    List<String> texts(String query, Object... binds) {
        return transactions().call(tx -> tx.fetch(query, binds).getValues(0, String.class));
    }

    /** The first number that a query finds, asked again and again until there is one; the server pauses in between. */
    long awaited(String what, String query) {
        for (int look = 0; look < LOOKS; look++) {
            List<String> found = texts(query);
            if (!found.isEmpty()) {
                return Long.parseLong(found.get(0));
            }
            var unused = texts("SELECT pg_sleep(0.01)::text");
        }
        throw new Deviation("there must be " + what + ", but none was seen for half a minute");
    }

    private static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new Deviation("an earlier step must have left the " + what);
        }
        return value;
    }
}
