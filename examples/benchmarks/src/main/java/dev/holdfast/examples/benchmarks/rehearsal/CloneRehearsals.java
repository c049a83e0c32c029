package dev.holdfast.examples.benchmarks.rehearsal;

import dev.holdfast.examples.benchmarks.harness.Checked;
import dev.holdfast.examples.benchmarks.harness.Checked.Check;
import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;

/** Rehearsing pending migrations in a copy of the database, beside migrating such a copy and dropping it. */
public final class CloneRehearsals {
    private CloneRehearsals() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase database, Scale scale, int threads) throws Exception {
        PendingSchema schema = PendingSchema.on(database, scale);
        RehearsalPolicy policy = RehearsalPolicy.defaults();
        return new Contest(
                        "rehearse " + schema.pending() + " files in a copy",
                        Goal.none(),
                        threads,
                        1,
                        List.of(
                                Checked.of("migrate a copy, looking at nothing", () -> () -> migratesACopy(schema)),
                                Checked.of(
                                        "Holdfast, every statement",
                                        () -> rehearsal(schema, policy.withoutUndoProof())),
                                Checked.of("Holdfast, every statement and undo", () -> rehearsal(schema, policy))))
                .on(schema.folder());
    }

    private static Check rehearsal(PendingSchema schema, RehearsalPolicy policy) {
        RehearsalMode inCopy = RehearsalMode.inClone(
                ScratchDatabases.fromTemplate(schema::to, schema.database().name(), Clock.systemUTC()));
        return () -> schema.migrations(schema.database().dataSource())
                .rehearse(inCopy, policy, Clock.systemUTC())
                .fold(
                        done -> done.report().migrations().size() == schema.pending()
                                && done.report().mismatches().isEmpty(),
                        CloneRehearsals::not,
                        failed -> not(failed.message()));
    }

    private static boolean not(RehearsalResult.Refused refused) {
        return not(refused.message());
    }

    private static boolean not(String message) {
        throw new IllegalStateException("the rehearsal must go through: " + message);
    }

    private static boolean migratesACopy(PendingSchema schema) throws Exception {
        String copy = schema.database().name() + "_copy";
        try (Connection connection = schema.to("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE " + copy + " TEMPLATE " + schema.database().name());
            int applied = schema.migrations(schema.to(copy)).migrate().applied().size();
            statement.execute("DROP DATABASE " + copy + " WITH (FORCE)");
            return applied == schema.pending();
        }
    }
}
