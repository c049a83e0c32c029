package dev.holdfast.migration.apply.pending;

import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.history.FlywayChecksum;
import dev.holdfast.migration.history.HistoryEntries;
import dev.holdfast.migration.history.HistoryRow.Identity;
import dev.holdfast.migration.script.LocalMigration;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.script.ScriptSettings;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A migration that waits, read and cut into steps, so that nothing malformed is found half-way.
 *
 * @param local it
 * @param settings what its script says of itself
 * @param statements its statements; none for a class
 * @param plan its steps; none for a class
 */
public record PendingMigration(
        LocalMigration local, ScriptSettings settings, List<SqlStatement> statements, StepPlan plan) {
    /** Copies the list. */
    public PendingMigration {
        statements = List.copyOf(statements);
    }

    /**
     * Reads a migration.
     *
     * @param local it
     * @return read to its end
     * @throws IllegalArgumentException when its script is empty or malformed; names the file and the line
     */
    public static PendingMigration of(LocalMigration local) {
        Optional<ScriptFile> file = local.work().file();
        return file.isPresent()
                ? read(local, file.get())
                : new PendingMigration(local, ScriptSettings.none(), List.of(), new StepPlan(List.of()));
    }

    private static PendingMigration read(LocalMigration local, ScriptFile file) {
        if (file.text().isBlank()) {
            throw new IllegalArgumentException(
                    "migration " + file + " must hold a statement, but is empty: write it, or remove the file");
        }
        ScriptSettings settings = ScriptSettings.of(file);
        List<SqlStatement> statements = statements(file);
        try {
            return new PendingMigration(local, settings, statements, StepPlan.of(statements, settings.inTransaction()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("migration " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The statements of a script in which every character is accounted for.
     *
     * @param file the script
     * @return its statements
     * @throws IllegalArgumentException when there is something in it that is no SQL
     */
    public static List<SqlStatement> statements(ScriptFile file) {
        SqlScript script = SqlScript.parse(file.text());
        if (!script.problems().isEmpty()) {
            SqlScript.Problem first = script.problems().get(0);
            throw new IllegalArgumentException("script " + file + " line " + first.line() + ": " + first.message());
        }
        return script.statements();
    }

    /**
     * The class that it is.
     *
     * @return none for a script
     */
    public Optional<JavaMigration> java() {
        return local.work() instanceof LocalMigration.Java java ? Optional.of(java.migration()) : Optional.empty();
    }

    /**
     * Whether it is one transaction with its history row.
     *
     * @return false when it goes step by step
     */
    public boolean isOneTransaction() {
        return java().map(JavaMigration::canExecuteInTransaction).orElseGet(plan::isOneTransaction);
    }

    /**
     * What its history row says of it.
     *
     * @return version, description, type, name and checksum
     */
    public Identity identity() {
        return new Identity(
                local.version(), local.description(), local.type(), local.script(), FlywayChecksum.of(local));
    }

    /**
     * It on its way into the history.
     *
     * @param rank its row's rank
     * @return what its row and its fingerprint say of it
     */
    public HistoryEntries.Entry entry(int rank) {
        return new HistoryEntries.Entry(rank, identity(), local.work().file().map(ScriptFile::sha256));
    }

    /**
     * What to call it in a message.
     *
     * @return its version, or its description in quotes
     */
    public String label() {
        return local.version().isPresent() ? "version " + local.versionText() : "'" + local.description() + "'";
    }

    /**
     * What an observer is told of it.
     *
     * @param source whose it is
     * @return its facts
     */
    public RunObserver.Migration observed(String source) {
        return new RunObserver.Migration(
                source,
                local.versionText(),
                local.description(),
                local.script(),
                local.work().file().map(ScriptFile::sha256).orElse(""),
                statements.size());
    }
}
