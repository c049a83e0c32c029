package dev.holdfast.examples.benchmarks.script;

import dev.holdfast.examples.benchmarks.harness.Contest;
import dev.holdfast.examples.benchmarks.harness.Goal;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.migration.lint.Lint;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.LintedScript;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.List;
import java.util.function.ToIntFunction;

/** Holding a file against every rule, beside what Flyway does to read it; the figures are a file's. */
public final class Lints {
    private static final int FILES = 300;
    private static final int OPERATIONS = 20;

    private Lints() {}

    /** Sets the contest up; see {@link dev.holdfast.examples.benchmarks.harness.Bout.Setup}. */
    public static Contest contest(TestDatabase unused, Scale scale, int threads) throws Exception {
        Corpus corpus = Corpus.of(FILES);
        Lint lint = Lint.with(LintPolicy.defaults());
        ToIntFunction<String> findings = text ->
                lint.check(List.of(LintedScript.of("file", text))).findings().size();
        return new Contest(
                        "lint a file",
                        Goal.none(),
                        threads,
                        scale.perThread(OPERATIONS, threads),
                        List.of(
                                corpus.reader(
                                        "Flyway's parser, reads only", new FlywayReader()::count, corpus.statements()),
                                corpus.reader("Holdfast lint", findings, corpus.sum(findings))))
                .ofUnits(FILES);
    }
}
