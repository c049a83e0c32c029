package dev.holdfast.migration.rehearse.live;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.apply.ScriptRunner;
import dev.holdfast.migration.apply.StatementException;
import dev.holdfast.migration.apply.StatementProbe;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.probe.Relation;
import dev.holdfast.migration.rehearse.probe.StatementObservation;
import dev.holdfast.migration.rehearse.probe.TransactionProbe;
import dev.holdfast.migration.rehearse.result.MigrationRehearsal;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Place;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Reason;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Refused;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import dev.holdfast.migration.snapshot.SchemaDiff;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements of a rehearsal on a live database, one after the other in a transaction that cannot commit. */
final class LiveStatements {
    private final Connection connection;
    private final LiveAllowance allowance;
    private final SnapshotScope scope;
    private final Ticker ticker = Ticker.system();
    private final List<MigrationRehearsal> done = new ArrayList<>();
    private final List<StatementRehearsal> current = new ArrayList<>();
    private String searchPath = "";

    LiveStatements(Connection connection, LiveAllowance allowance, SnapshotScope scope) {
        this.connection = connection;
        this.allowance = allowance;
        this.scope = scope;
    }

    /**
     * What came of it: what ran, and what ended it early.
     *
     * @param transaction the id of the transaction, which is rolled back
     * @param diff what the catalog would have become
     */
    record Run(String transaction, List<MigrationRehearsal> migrations, SchemaDiff diff, Optional<Stop> stop) {}

    /** Why it ended early: our own rules, or the server. */
    record Stop(Optional<Refused> refused, Optional<Failure> failure) {
        static Stop refusing(Reason reason, String message) {
            return new Stop(Optional.of(new Refused(reason, message)), Optional.empty());
        }
    }

    /** What the server refused. */
    record Failure(Place at, SqlFailure said) {}

    Run run(RehearsalPlan plan, SchemaSnapshot before) throws SQLException {
        TransactionProbe probe = TransactionProbe.on(connection);
        try (GuardedTransaction transaction = GuardedTransaction.begin(connection, allowance)) {
            searchPath = currentSearchPath();
            probe.skip();
            Stop stop = null;
            for (PlannedMigration migration : plan.migrations()) {
                stop = run(migration, transaction, probe);
                if (stop != null) {
                    break;
                }
            }
            boolean failed = stop != null && stop.failure().isPresent();
            // A failed transaction answers no query any more.
            SchemaDiff diff = failed ? new SchemaDiff(List.of()) : before.diff(SchemaSnapshot.read(connection, scope));
            return new Run(transaction.id(), done, diff, Optional.ofNullable(stop));
        }
    }

    private @Nullable Stop run(PlannedMigration migration, GuardedTransaction transaction, TransactionProbe probe)
            throws SQLException {
        setSearchPath(migration.candidate().schema());
        long start = ticker.read();
        Stop stop = null;
        for (PlannedStatement statement : migration.statements()) {
            stop = run(migration, statement, transaction, probe);
            if (stop != null) {
                break;
            }
        }
        Duration took = ticker.elapsed(start);
        done.add(new MigrationRehearsal(migration.candidate(), took, current, Optional.empty()));
        current.clear();
        return stop;
    }

    private @Nullable Stop run(
            PlannedMigration migration,
            PlannedStatement planned,
            GuardedTransaction transaction,
            TransactionProbe probe)
            throws SQLException {
        Rows rows = new Rows();
        long start = ticker.read();
        try {
            ScriptRunner.probing(rows).run(connection, List.of(planned.statement()));
        } catch (StatementException e) {
            Place place = Place.of(migration, planned.statement().number());
            SqlFailure said = SqlFailure.in(e).orElseThrow();
            return new Stop(Optional.empty(), Optional.of(new Failure(place, said)));
        }
        Duration took = ticker.elapsed(start);
        String where = migration.candidate().title() + " " + planned.place();
        if (!transaction.isOpen()) {
            return Stop.refusing(
                    Reason.ENDS_TRANSACTION,
                    where + " ended the transaction, which was rolled back: rehearse in a clone");
        }
        StatementObservation seen = probe.observe(took);
        int server = connection.getMetaData().getDatabaseMajorVersion();
        current.add(StatementRehearsal.of(planned, seen, rows.reported, server));
        List<Relation> whole = Stream.concat(seen.fullScans().stream(), seen.rewrittenTables().stream())
                .toList();
        return new TableSizes(connection, allowance)
                .tooBigAmong(whole)
                .map(big -> Stop.refusing(
                        Reason.BIG_TABLE,
                        where + " read or wrote a whole table, and " + big
                                + "; it was taken back: rehearse in a clone"))
                .orElse(null);
    }

    /** How many rows the server says a statement wrote. */
    private static final class Rows implements StatementProbe {
        private long reported = -1;

        @Override
        public void after(Connection connection, SqlStatement statement, long rows) {
            reported = rows;
        }
    }

    /** Before whatever the session has, as the executor sets it. */
    private void setSearchPath(String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT set_config('search_path', concat_ws(', ', ?::text, nullif(?::text, '')), true)")) {
            statement.setString(1, TableName.quote(schema));
            statement.setString(2, searchPath);
            statement.execute();
        }
    }

    private String currentSearchPath() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('search_path')")) {
            row.next();
            return row.getString(1);
        }
    }
}
