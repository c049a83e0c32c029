package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.MigrationResult;
import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.output.Table;
import dev.holdfast.migration.cli.session.Job;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.view.Times;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrate}: applies what is pending. */
@Command(
        name = "migrate",
        description = "Applies what is pending, in order.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast migrate",
            "  holdfast migrate --target 20260115 --lock-timeout 2s --statement-timeout 10m",
            "  holdfast migrate --dry-run    # the same as 'plan': shows what would be done"
        })
final class MigrateCommand extends BaseCommand {
    @Option(names = "--target", paramLabel = "VERSION", description = "The last version to apply; usually the newest.")
    private @Nullable String target;

    @Option(names = "--dry-run", description = "Show what would be done, as 'plan' does, and do nothing.")
    private boolean dryRun;

    MigrateCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Optional.ofNullable(target).ifPresent(version -> Versions.require("--target", version));
        Session session = Session.open(settings(), name());
        if (dryRun) {
            return PlanCommand.answer(session, Optional.ofNullable(target), context());
        }
        MigrationResult result = session.run(
                new Job(Kind.MIGRATE, context().screen(), context().clock()),
                it -> target == null ? it.migrate() : it.migrateHostTo(target),
                (recording, done) -> Outcome.success());
        Facts facts = Facts.of(
                "applied",
                result.applied().stream()
                        .map(one -> Facts.of("source", one.source())
                                .and("version", one.version())
                                .and("description", one.description())
                                .and("tookMs", one.took().toMillis())
                                .map())
                        .toList());
        return Answer.of(Exit.DONE, facts, style -> text(result, style));
    }

    private static String text(MigrationResult result, Style style) {
        if (result.applied().isEmpty()) {
            return style.mark(Mark.GOOD) + " nothing is pending\n";
        }
        Table table = new Table("source", "version", "description", "took");
        result.applied()
                .forEach(one -> table.row(one.source(), one.version(), one.description(), Times.shown(one.took())));
        return table.print(style) + style.mark(Mark.GOOD) + " "
                + result.applied().size() + " applied\n";
    }
}
