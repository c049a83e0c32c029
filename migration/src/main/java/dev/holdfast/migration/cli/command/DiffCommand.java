package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.session.Pictures;
import dev.holdfast.migration.snapshot.SchemaDiff;
import dev.holdfast.migration.snapshot.SnapshotJson;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: what differs between two pictures of the catalog. */
@Command(
        name = "diff",
        description = "Shows what differs between two pictures of the catalog, or a picture and the database as it is.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast diff before.json database",
            "  holdfast diff --check staging.json production.json    # ends with 4 when they differ"
        })
final class DiffCommand extends BaseCommand {
    private static final String DATABASE = "database";

    @Parameters(index = "0", paramLabel = "A", description = "A file of 'snapshot', or the word database.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", description = "A file of 'snapshot', or the word database.")
    private String after = "";

    @Option(names = "--check", description = "End with 4 when anything differs.")
    private boolean check;

    DiffCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        if (before.equals(DATABASE) && after.equals(DATABASE)) {
            throw CommandException.wrongUse("one of the two must be a file: the database does not differ from itself");
        }
        SchemaDiff diff = diff(new Pictures(settings(), name()));
        Facts facts = Facts.of("equal", diff.isEmpty())
                .and("changes", diff.changes().stream().map(DiffCommand::facts).toList());
        return Answer.of(check && !diff.isEmpty() ? Exit.FOUND : Exit.DONE, facts, style -> text(diff, style));
    }

    private SchemaDiff diff(Pictures pictures) {
        Optional<SnapshotJson> first = file(pictures, before);
        Optional<SnapshotJson> second = file(pictures, after);
        SnapshotJson old =
                first.orElseGet(() -> pictures.take(second.orElseThrow().scope()));
        SnapshotJson current = second.orElseGet(() -> pictures.take(old.scope()));
        if (!old.scope().equals(current.scope())) {
            throw CommandException.wrongUse("both pictures must look at the same, got " + old.scope() + " and "
                    + current.scope() + ": take them with the same --schemas");
        }
        return old.snapshot().diff(current.snapshot());
    }

    private static Optional<SnapshotJson> file(Pictures pictures, String name) {
        return name.equals(DATABASE) ? Optional.empty() : Optional.of(pictures.read(name));
    }

    private static Map<String, Object> facts(SchemaDiff.Change change) {
        return Facts.of("object", change.object().toString())
                .and("before", change.before())
                .and("after", change.after())
                .map();
    }

    private static String text(SchemaDiff diff, Style style) {
        return diff.isEmpty()
                ? style.mark(Mark.GOOD) + " nothing differs\n"
                : Style.safe(diff.print()) + "\n" + diff.changes().size() + " differ\n";
    }
}
