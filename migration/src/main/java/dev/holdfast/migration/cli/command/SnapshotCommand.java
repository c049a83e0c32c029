package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.session.Pictures;
import dev.holdfast.migration.snapshot.SnapshotJson;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snapshot}: the catalog as a file, to compare with later. */
@Command(
        name = "snapshot",
        description =
                "Writes a picture of the catalog to a file: every table, column, constraint, index, function and grant.",
        footerHeading = "%nExamples:%n",
        footer = {"  holdfast snapshot before.json", "  holdfast snapshot --schemas app,billing --replace today.json"})
final class SnapshotCommand extends BaseCommand {
    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private String file = "";

    @Option(names = "--replace", description = "Overwrite the file when it is there.")
    private boolean replace;

    @Option(
            names = "--schemas",
            paramLabel = "NAMES",
            split = ",",
            description = "What to look at, separated by commas; usually the schema that is migrated.")
    private List<String> schemas = List.of();

    SnapshotCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Pictures pictures = new Pictures(settings(), name());
        SnapshotJson picture = pictures.take(schemas);
        pictures.write(file, picture, replace);
        int objects = picture.snapshot().definitions().size();
        return Answer.line(
                Exit.DONE,
                Facts.of("file", file).and("schemas", picture.scope().schemas()).and("objects", objects),
                objects + " objects of " + String.join(", ", picture.scope().schemas()) + " written to " + file);
    }
}
