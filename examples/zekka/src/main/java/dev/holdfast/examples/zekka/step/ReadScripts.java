package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.RetentionRule;
import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.migration.lint.Lint;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.LintReport;
import dev.holdfast.migration.lint.LintedScript;
import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Finding;
import dev.holdfast.migration.record.RunRecord;
import dev.holdfast.migration.rehearse.plan.Candidate;
import dev.holdfast.migration.script.ScriptFile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads the files before they run: the drafts that were turned down, and what is left. */
public final class ReadScripts implements Step<Host> {
    /** The ready rules and Zekka's own. */
    static final LintPolicy POLICY = LintPolicy.defaults()
            .withRule(new RetentionRule())
            .failingOn(Category.BLOCKING, Category.BREAKING, Category.INCORRECT, Category.INSECURE);

    private static final Lint LINT = Lint.with(POLICY);

    @Override
    public String title() {
        return "Read the scripts: what would block, break, mislead or expose";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LintReport draft = check(Schema.rejected("003_index_live_tables.sql"));
        draft.failures()
                .forEach(finding ->
                        transcript.refused("draft of 003, line " + finding.line(), finding.rule(), told(finding)));
        transcript.expect(
                "rules that stop the draft of 003",
                List.of(
                        "index-without-concurrently",
                        "retention-too-short",
                        "foreign-key-without-not-valid",
                        "cascade-into-audit"),
                draft.failures().stream().map(Finding::rule).toList());
        LintReport undo = check(Schema.rejected("002_session2_security_enhancements.down.sql"));
        transcript.expect(
                "rules that stop the draft of 002's way back",
                List.of("drop-cascade"),
                undo.failures().stream()
                        .map(Finding::rule)
                        .filter(rule -> rule.contains("cascade"))
                        .distinct()
                        .toList());
        transcript.because(
                "90 days of evidence contradict the standard that the plan names; a rule of Zekka's own says so");
        LintReport shipped = check(Schema.files().stream()
                .filter(file ->
                        !file.fileName().startsWith("001") && !file.fileName().endsWith(".down.sql"))
                .toArray(ScriptFile[]::new));
        transcript.expect("findings that stop 002 and 003 as they are", List.of(), shipped.failures());
    }

    /** What lint finds in a migration, for the rehearsal's record. */
    static List<RunRecord.Finding> findings(Candidate candidate) {
        return candidate.up().map(file -> check(file).findings()).orElse(List.of()).stream()
                .map(found -> new RunRecord.Finding(
                        found.rule(),
                        found.category().name().toLowerCase(Locale.ROOT),
                        found.line(),
                        found.message(),
                        "",
                        ""))
                .toList();
    }

    private static LintReport check(ScriptFile... files) {
        return LINT.check(Stream.of(files)
                .map(file -> LintedScript.of(file.fileName(), file.text()))
                .toList());
    }

    private static String told(Finding finding) {
        return finding.rule() + ": " + finding.message();
    }
}
