package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.frame.RehearsalOptions;
import dev.holdfast.migration.cli.frame.RehearsalOptions.Where;
import dev.holdfast.migration.cli.frame.Versions;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.view.RunView;
import dev.holdfast.migration.lint.LintPolicy;
import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.run.RunPlan;
import dev.holdfast.migration.run.Stage;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code migrate}: applies what is pending, as one run of steps. */
@Command(
        name = "migrate",
        description = {
            "Applies what is pending, in order, and verifies it.",
            "The steps around it are lint, rehearsal, proof, gate, verification and confirmation; each can be asked for."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast migrate",
            "  holdfast migrate --target 20260115 --lock-timeout 2s --statement-timeout 10m",
            "  holdfast migrate --dry-run    # the same as 'plan': shows what would be done",
            "  holdfast migrate --lint refuse --rehearse dump --require-proof --records runs",
            "  holdfast migrate --gate heartbeats    # nothing that running versions still need is taken away",
            "  holdfast migrate --roll-back-because 'agreed in ticket 4711' --by anna    # after a failure"
        })
final class MigrateCommand extends BaseCommand {
    /** What lint's findings do. */
    enum Linting {
        report,
        refuse,
        off
    }

    @Option(names = "--target", paramLabel = "VERSION", description = "The last version to apply; usually the newest.")
    private @Nullable String target;

    @Option(names = "--dry-run", description = "Show what would be done, as 'plan' does, and do nothing.")
    private boolean dryRun;

    @Option(names = "--lint", paramLabel = "HOW", description = "report, refuse or off; usually report.")
    private Linting lint = Linting.report;

    @Option(
            names = "--rehearse",
            paramLabel = "PLACE",
            description =
                    "Rehearse first: dump, template or live, as 'rehearse --in'; what is then done must be what was"
                            + " rehearsed.")
    private @Nullable Where where;

    @Mixin
    private RehearsalOptions options = new RehearsalOptions();

    @Option(names = "--without-confirmation", description = "Do not compare what was done with what was rehearsed.")
    private boolean unconfirmed;

    @Option(names = "--require-proof", description = "Refuse what 'prove' has not shown can be taken back.")
    private boolean proof;

    @Option(
            names = "--roll-back-because",
            paramLabel = "WHY",
            description =
                    "After a failure take back what this run applied, as far as it is proven; the reason is recorded.")
    private @Nullable String rollBack;

    @Option(names = "--by", paramLabel = "WHO", description = "Who decides that; needed with --roll-back-because.")
    private @Nullable String by;

    MigrateCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Optional.ofNullable(target).ifPresent(version -> Versions.require("--target", version));
        Function<Session, RunPlan> plan = rehearsed(plan());
        Session session = Session.open(settings(), name());
        if (dryRun) {
            return PlanCommand.answer(session, Optional.ofNullable(target), context());
        }
        return new RunView(session.run(
                        plan.apply(session), context().screen(), context().clock()))
                .answer();
    }

    private RunPlan plan() {
        RunPlan plan = linted(RunPlan.defaults());
        plan = target == null ? plan : plan.withTarget(target);
        plan = proof ? plan.requireProof() : plan;
        plan = unconfirmed ? plan.without(Stage.CONFIRM, "left out by --without-confirmation") : plan;
        if ((rollBack == null) != (by == null)) {
            throw CommandException.wrongUse("--roll-back-because and --by must be given together: who decides that what"
                    + " was applied is taken back, and why, goes into the record");
        }
        return rollBack != null && by != null ? plan.rollBackOnFailure(by, rollBack) : plan;
    }

    private RunPlan linted(RunPlan plan) {
        return switch (lint) {
            case report -> plan;
            case refuse -> plan.withLint(LintPolicy.defaults().failingOn(Category.values()));
            case off -> plan.without(Stage.LINT, "switched off by --lint off");
        };
    }

    private Function<Session, RunPlan> rehearsed(RunPlan plan) {
        Where place = where;
        if (place != null) {
            return options.rehearsing(plan, place, "--rehearse", context());
        }
        if (options.isGiven() || unconfirmed) {
            throw CommandException.wrongUse("--max-rows, --max-bytes, --allow-unknown-because, --without-undo-proof and"
                    + " --without-confirmation must come with --rehearse: say where");
        }
        return session -> plan;
    }
}
