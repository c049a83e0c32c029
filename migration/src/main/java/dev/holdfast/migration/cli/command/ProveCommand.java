package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.output.Table;
import dev.holdfast.migration.cli.session.Session;
import dev.holdfast.migration.cli.session.Session.Scratch;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.undo.ProvingResult;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code prove}: tries each pending migration with its undo and remembers what that showed. */
@Command(
        name = "prove",
        description = {
            "Tries each pending migration with its undo script, on the rows that are there, in one transaction that is"
                    + " rolled back; remembers the proofs, without which 'rollback' refuses.",
            "It takes the migrations' locks and reads every row twice: for a database at rest, or before it is in use.",
            "With --in it happens in copies, where also those are tried that refuse a transaction."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast prove && holdfast migrate",
            "  holdfast prove --in template    # in copies of the database, which must be idle"
        })
final class ProveCommand extends BaseCommand {
    /** Where the undos are tried instead of here. */
    enum Copies {
        dump,
        template
    }

    @Option(
            names = "--in",
            paramLabel = "PLACE",
            description = "dump (copies of the schema, without rows) or template; usually here, in a transaction.")
    private @Nullable Copies copies;

    ProveCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        ProvingResult result = prove(Session.open(settings(), name()));
        Facts facts = Facts.of(
                        "proofs",
                        result.proofs().stream()
                                .map(one -> Facts.of("script", one.scripts().up())
                                        .and("verdict", one.verdict().word())
                                        .and("differences", one.verdict().lines())
                                        .map())
                                .toList())
                .and("stopped", result.stopped());
        return Answer.of(result.isAllProven() ? Exit.DONE : Exit.FOUND, facts, style -> text(result, style));
    }

    private ProvingResult prove(Session session) {
        Clock clock = context().clock();
        return copies == null
                ? session.migrations().proveUndo(clock)
                : session.migrations()
                        .proveUndo(
                                session.scratch(copies == Copies.template ? Scratch.TEMPLATE : Scratch.DUMP, clock),
                                RehearsalPolicy.defaults(),
                                clock);
    }

    private static String text(ProvingResult result, Style style) {
        Table table = new Table("migration", "undo");
        result.proofs()
                .forEach(one -> table.row(one.scripts().up(), one.verdict().word()));
        StringBuilder end = new StringBuilder();
        result.proofs().stream()
                .filter(one -> !one.verdict().isProven())
                .forEach(one -> one.verdict()
                        .lines()
                        .forEach(line -> end.append("  ")
                                .append(Style.safe(one.scripts().up() + ": " + line))
                                .append('\n')));
        result.stopped()
                .ifPresent(why -> end.append(style.mark(Mark.BAD))
                        .append(" stopped: ")
                        .append(Style.safe(why))
                        .append('\n'));
        if (result.isAllProven()) {
            end.append(style.mark(Mark.GOOD)).append(" every undo is proven\n");
        }
        return table.print(style) + end;
    }
}
