package dev.holdfast.examples.benchmarks.script;

import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.statement.StatementClass;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import java.util.regex.Pattern;

/** Telling a script's statements apart, and telling what each of them is; the figures are a statement's. */
public final class Readings {
    private static final int FILES = 300;
    private static final int OPERATIONS = 40;
    private static final double GOAL_NANOS = 10_000;
    private static final Pattern SEMICOLON = Pattern.compile(";\\s*\\n");

    private Readings() {}

    /** Telling the statements of a script apart. */
    public static Contest lexing(TestDatabase unused, Scale scale, int threads) throws Exception {
        Corpus corpus = Corpus.of(FILES);
        return new Contest(
                        "lex a statement",
                        Goal.nanos(GOAL_NANOS),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                corpus.reader(
                                        "split at semicolons, wrong inside functions",
                                        Readings::split,
                                        corpus.sum(Readings::split)),
                                corpus.reader("Holdfast lexer", Readings::lexed, corpus.statements()),
                                flyway(corpus)))
                .ofUnits(corpus.statements());
    }

    /** Telling what each of them does, and what it locks. */
    public static Contest classifying(TestDatabase unused, Scale scale, int threads) throws Exception {
        Corpus corpus = Corpus.of(FILES);
        return new Contest(
                        "lex and classify a statement",
                        Goal.none(),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                flyway(corpus),
                                corpus.reader("Holdfast lexer and classifier", Readings::known, corpus.statements())))
                .ofUnits(corpus.statements());
    }

    /** Which finds as many statements as the lexer. */
    private static Contestant flyway(Corpus corpus) {
        return corpus.reader(
                "Flyway's parser, tells transactional or not", new FlywayReader()::count, corpus.statements());
    }

    private static int split(String text) {
        return SEMICOLON.split(text, -1).length;
    }

    private static int lexed(String text) {
        return SqlScript.parse(text).statements().size();
    }

    private static int known(String text) {
        return (int) SqlScript.parse(text).statements().stream()
                .map(StatementClassifier::classify)
                .filter(StatementClass.Known.class::isInstance)
                .count();
    }
}
