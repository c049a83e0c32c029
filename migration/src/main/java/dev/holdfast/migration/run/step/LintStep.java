package dev.holdfast.migration.run.step;

import dev.holdfast.migration.lint.Lint;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.LintReport;
import dev.holdfast.migration.lint.LintReport.Silenced;
import dev.holdfast.migration.lint.LintedScript;
import dev.holdfast.migration.lint.rule.Finding;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.run.step.StepOutcome.Passed;
import dev.holdfast.migration.run.step.StepOutcome.Refused;
import dev.holdfast.migration.run.step.StepOutcome.Skipped;
import dev.holdfast.migration.script.ScriptFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lints what is pending, as one run: a table that an earlier one of these migrations makes is new and empty.
 *
 * @param lint the rules
 * @param advice by rule, what to write instead
 */
record LintStep(Lint lint, Map<String, String> advice) implements RunStep {
    static LintStep by(LintPolicy policy) {
        Lint lint = Lint.with(policy);
        return new LintStep(lint, lint.rules().stream().collect(Collectors.toMap(LintRule::id, LintRule::advice)));
    }

    @Override
    public StepOutcome take(RunCourse course) {
        if (course.isNothingPending()) {
            return new Skipped("nothing is pending");
        }
        Map<String, Candidate> scripts = course.plan().migrations().stream()
                .map(migration -> migration.candidate())
                .filter(candidate -> candidate.up().isPresent())
                .collect(Collectors.toMap(Candidate::title, Function.identity(), (one, same) -> one));
        LintReport report = lint.check(course.plan().migrations().stream()
                .flatMap(migration -> migration.candidate().up().stream().map(up -> linted(migration.candidate(), up)))
                .toList());
        report.findings().forEach(one -> note(course, scripts, one, ""));
        report.silenced().forEach(one -> note(course, scripts, one.finding(), one.reason()));
        return outcome(report);
    }

    private static LintedScript linted(Candidate candidate, ScriptFile up) {
        return LintedScript.of(candidate.title(), up.text());
    }

    private void note(RunCourse course, Map<String, Candidate> scripts, Finding finding, String silencedBecause) {
        Optional.ofNullable(scripts.get(finding.script()))
                .ifPresent(candidate -> course.found(
                        candidate,
                        new RunRecord.Finding(
                                finding.rule(),
                                finding.category().name().toLowerCase(Locale.ROOT),
                                finding.line(),
                                finding.message(),
                                advice.getOrDefault(finding.rule(), ""),
                                silencedBecause)));
    }

    private static StepOutcome outcome(LintReport report) {
        List<String> lines = new ArrayList<>();
        report.findings().forEach(one -> lines.add(one.toString()));
        report.mistakes().forEach(one -> lines.add(one.toString()));
        if (!report.fails()) {
            List<Silenced> silenced = report.silenced();
            return new Passed(
                    lines.size() + " found" + (silenced.isEmpty() ? "" : ", " + silenced.size() + " silenced"), lines);
        }
        int failing = report.failures().size() + report.mistakes().size();
        return new Refused(
                "lint must find nothing that refuses a run, but found " + failing,
                "rewrite these statements, or silence each with its reason: -- holdfast:allow RULE because REASON",
                lines,
                Optional.empty());
    }
}
