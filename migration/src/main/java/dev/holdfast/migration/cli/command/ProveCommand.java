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
import dev.holdfast.migration.undo.ProvingResult;
import picocli.CommandLine.Command;

/** {@code prove}: tries each pending migration with its undo and remembers what that showed. */
@Command(
        name = "prove",
        description = {
            "Tries each pending migration with its undo script, on the rows that are there, in one transaction that is"
                    + " rolled back; remembers the proofs, without which 'rollback' refuses.",
            "It takes the migrations' locks and reads every row twice: for a database at rest, or before it is in use."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  holdfast prove && holdfast migrate"})
final class ProveCommand extends BaseCommand {
    ProveCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        ProvingResult result = Session.open(settings(), name())
                .migrations()
                .proveUndo(context().clock());
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
