package dev.holdfast.migration.rehearse.live;

import dev.holdfast.core.SchemaScript;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.script.LocalMigration;
import dev.holdfast.migration.script.LocalMigration.Sql;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.statement.StatementClassifier;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;

/** Scripts as migrations that wait. */
final class Scripts {
    private Scripts() {}

    /** Without undo scripts. */
    static RehearsalPlan plan(String... scripts) {
        return plan(IntStream.range(0, scripts.length)
                .mapToObj(i -> new SchemaScript(Integer.toString(i + 1), "step", scripts[i], ""))
                .toArray(SchemaScript[]::new));
    }

    static RehearsalPlan plan(SchemaScript... scripts) {
        return RehearsalPlan.of(Stream.of(scripts).map(Scripts::candidate).toList(), StatementClassifier::classify);
    }

    private static Candidate candidate(SchemaScript script) {
        ScriptFile file = new ScriptFile("memory", script.fileName(), script.up());
        Optional<ScriptFile> undo = Optional.of(script.undo())
                .filter(text -> !text.isEmpty())
                .map(text -> new ScriptFile("memory", script.undoFileName(), text));
        return new Candidate(
                "host",
                "public",
                new LocalMigration(
                        Optional.of(MigrationVersion.fromVersion(script.version())),
                        script.description(),
                        file.path(),
                        new Sql(file),
                        undo));
    }
}
