package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.migration.statement.effect.Reach;
import java.util.List;
import java.util.stream.Stream;

/** What runs around migrations: it stands in no plan, and runs in a scratch database as on the day. */
final class PlannedCallbacks {
    private final List<MigrationSource> sources;

    PlannedCallbacks(Subject subject) {
        this.sources = subject.execution().orders().stream()
                .map(order -> order.source())
                .toList();
    }

    /** What is not understood, one text each. */
    List<String> unknowns() {
        Stream<String> classes = sources.stream()
                .flatMap(source -> source.callbacks().classes().stream()
                        .map(callback -> source.name() + " callback " + callback.getCallbackName()
                                + ": it is a class, and what a class does is in no text"));
        Stream<String> statements = scripts()
                .flatMap(script -> script.statements().stream()
                        .flatMap(one -> one.unknown().stream()
                                .map(why -> script.title() + " line "
                                        + one.statement().line() + ": " + why)));
        return Stream.concat(classes, statements).toList();
    }

    /** What reaches beyond its database, one text each. */
    List<String> reaching() {
        return scripts()
                .flatMap(script -> script.statements().stream()
                        .filter(one -> one.reach() != Reach.DATABASE)
                        .map(one -> script.title() + " " + one.place() + " "
                                + one.reach().words()))
                .toList();
    }

    /** A script by the name that messages give it. */
    private record Script(String title, List<PlannedStatement> statements) {
        static Script of(MigrationSource source, ScriptFile file) {
            return new Script(
                    source.name() + " callback (" + file.fileName() + ")",
                    SqlScript.parse(file.text()).statements().stream()
                            .map(one -> new PlannedStatement(one, StatementClassifier.classify(one)))
                            .toList());
        }
    }

    private Stream<Script> scripts() {
        return sources.stream()
                .flatMap(source -> source.callbacks().scripts().stream().map(named -> Script.of(source, named.file())));
    }
}
