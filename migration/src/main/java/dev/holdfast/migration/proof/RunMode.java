package dev.holdfast.migration.proof;

import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.script.ScriptSettings;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.migration.statement.effect.Reach;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.List;
import java.util.Optional;

/**
 * How a script has to be run: inside one transaction, or with commits of its own.
 *
 * @param script the file
 * @param statements its statements
 * @param reaching the statements that reach beyond their database
 * @param needsScratch why it cannot be run inside a transaction that is taken back; empty when it can
 */
record RunMode(
        ScriptFile script, List<SqlStatement> statements, List<Reaching> reaching, Optional<String> needsScratch) {
    /** A statement that reaches beyond its database. */
    record Reaching(SqlStatement statement, Known known) {}

    static RunMode of(ScriptFile file) {
        SqlScript script = SqlScript.parse(file.text());
        Optional<String> reason = script.statements().stream()
                .flatMap(statement -> reason(statement).stream()
                        .map(why -> "script " + file.fileName() + " " + why + " (line " + statement.line() + ")"))
                .findFirst();
        if (reason.isEmpty() && !ScriptSettings.of(file).inTransaction()) {
            reason = Optional.of("script " + file.fileName() + " asks to be run outside of a transaction");
        }
        return new RunMode(file, script.statements(), reaching(script.statements()), reason);
    }

    /** What reaches beyond the database so far that a rollback does not take it back. */
    Optional<String> beyondRollback() {
        return reaching.stream()
                .filter(one -> !one.known().reach().isTakenBack())
                .findFirst()
                .map(one -> words(one) + ", which no rollback takes back");
    }

    /** What reaches beyond the database, and happens for real where it is committed. */
    Optional<String> beyondDatabase() {
        return reaching.stream()
                .findFirst()
                .map(one -> words(one) + ", and a scratch database is no cluster of its own");
    }

    private String words(Reaching one) {
        return "script " + script.fileName() + " " + one.known().reach().words() + ": "
                + one.known().command() + " (line " + one.statement().line() + ")";
    }

    private static List<Reaching> reaching(List<SqlStatement> statements) {
        return statements.stream()
                .flatMap(statement -> StatementClassifier.classify(statement)
                        .<Optional<Known>>fold(Optional::of, unknown -> Optional.empty())
                        .filter(known -> known.reach() != Reach.DATABASE)
                        .map(known -> new Reaching(statement, known))
                        .stream())
                .toList();
    }

    /** What is committed together, as when the script is applied. */
    StepPlan plan() {
        return StepPlan.of(statements, ScriptSettings.of(script).inTransaction());
    }

    private static Optional<String> reason(SqlStatement statement) {
        return StatementClassifier.classify(statement)
                .fold(
                        known -> reason(known.transaction()).map(why -> why + ": " + known.command()),
                        unknown -> Optional.of("holds a statement that is not known: " + unknown.reason()));
    }

    private static Optional<String> reason(TransactionUse use) {
        return switch (use) {
            case INSIDE, WITHIN -> Optional.empty();
            case COMMIT_BEFORE_USE -> Optional.of("makes something that may be used after a commit only");
            case OUTSIDE -> Optional.of("holds a statement that refuses a transaction");
            case BEGINS, COMMITS, ROLLS_BACK -> Optional.of("must leave its transaction alone to be tried in one");
        };
    }
}
