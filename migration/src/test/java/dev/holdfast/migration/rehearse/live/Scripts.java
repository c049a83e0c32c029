package dev.holdfast.migration.rehearse.live;

import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.script.LocalMigration;
import dev.holdfast.migration.script.LocalMigration.Sql;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.statement.StatementClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/** Scripts as migrations that wait. */
final class Scripts {
    private Scripts() {}

    static RehearsalPlan plan(String... scripts) {
        List<Candidate> candidates = new ArrayList<>();
        for (String script : scripts) {
            String version = Integer.toString(candidates.size() + 1);
            ScriptFile file = new ScriptFile("memory", "V" + version + "__step.sql", script);
            candidates.add(new Candidate(
                    "host",
                    "public",
                    new LocalMigration(
                            Optional.of(MigrationVersion.fromVersion(version)),
                            "step",
                            file.path(),
                            new Sql(file),
                            Optional.empty())));
        }
        return RehearsalPlan.of(candidates, StatementClassifier::classify);
    }
}
