package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.session.SqlFiles;
import dev.holdfast.migration.cli.view.LintView;
import dev.holdfast.migration.lint.Lint;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.LintReport;
import dev.holdfast.migration.lint.rule.Category;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lint}: what would block, break, mislead or expose; without a database. */
@Command(
        name = "lint",
        description = "Looks for what would block, break, mislead or expose, in scripts that are not run yet. Needs no"
                + " database. The files are taken as one run, in the order of their versions.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast lint db/migration/V7__add_price.sql",
            "  holdfast lint --fail-on blocking,insecure --ignore prefer-text-field db/migration",
            "  To silence a rule for one statement: -- holdfast:allow RULE because REASON"
        })
final class LintCommand extends BaseCommand {
    private static final String NONE = "none";

    @Parameters(arity = "1..*", paramLabel = "FILES", description = "Files, or folders of .sql files.")
    private List<String> files = List.of();

    @Option(
            names = "--fail-on",
            split = ",",
            paramLabel = "KINDS",
            description = "What ends with 4: blocking, breaking, incorrect, insecure, none; usually all of them.")
    private List<String> failing = List.of("blocking", "breaking", "incorrect", "insecure");

    @Option(names = "--ignore", split = ",", paramLabel = "RULES", description = "Rules that are not applied.")
    private List<String> ignored = List.of();

    @Option(names = "--postgres", paramLabel = "VERSION", description = "The server's major version; usually 15.")
    private int version = 15;

    LintCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        LintPolicy policy = LintPolicy.defaults().withTargetVersion(version).failingOn(categories());
        for (String rule : ignored) {
            policy = policy.ignoring(rule);
        }
        Lint lint = Lint.with(policy);
        LintReport report = lint.check(new SqlFiles(context().surroundings().folder()).read(files));
        LintView view = new LintView(report, lint);
        return Answer.of(report.fails() ? Exit.FOUND : Exit.DONE, view.facts(), view::text);
    }

    private Category[] categories() {
        return failing.stream()
                .filter(word -> !word.equals(NONE))
                .map(LintCommand::category)
                .toArray(Category[]::new);
    }

    private static Category category(String word) {
        return Arrays.stream(Category.values())
                .filter(category -> category.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(
                        () -> CommandException.wrongUse("--fail-on must list blocking, breaking, incorrect, insecure"
                                + " or none, got '" + word + "': correct it"));
    }
}
