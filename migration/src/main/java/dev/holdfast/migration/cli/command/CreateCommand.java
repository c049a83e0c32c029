package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.create.NewMigration;
import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.settings.Setting;
import dev.holdfast.migration.cli.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code create}: the files of a new migration. */
@Command(
        name = "create",
        description =
                "Writes a new migration with the next version, its undo and its verify script. Overwrites nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast create add_new_feature",
            "  holdfast create 'move prices' java --java-folder src/main/java/db/migration"
        })
final class CreateCommand extends BaseCommand {
    /** What a migration can be written in. */
    enum Language {
        sql,
        java
    }

    @Parameters(index = "0", paramLabel = "NAME", description = "What it does, in words.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "sql|java",
            arity = "0..1",
            defaultValue = "sql",
            description = "What it is written in; usually sql.")
    private Language language = Language.sql;

    @Option(
            names = "--java-folder",
            paramLabel = "FOLDER",
            defaultValue = "src/main/java/db/migration",
            description = "Where Java migrations are; usually ${DEFAULT-VALUE}.")
    private String javaFolder = "";

    CreateCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Settings settings = settings();
        NewMigration.Folders folders = folders(settings);
        NewMigration files = language == Language.java
                ? NewMigration.java(name, folders, context().clock())
                : NewMigration.sql(
                        name, folders, settings.find(Setting.NAMING), context().clock());
        files.write();
        List<String> paths = files.files().keySet().stream().map(this::shown).toList();
        return Answer.of(
                Exit.DONE,
                Facts.of("version", files.version()).and("files", paths),
                style -> paths.stream()
                        .map(path -> style.mark(Mark.GOOD) + " " + Style.safe(path) + "\n")
                        .collect(Collectors.joining()));
    }

    private NewMigration.Folders folders(Settings settings) {
        Path migrations = settings.firstFolder(Setting.LOCATIONS);
        return new NewMigration.Folders(
                migrations,
                settings.firstFolder(Setting.UNDO_LOCATIONS),
                settings.firstFolder(Setting.VERIFY_LOCATIONS),
                context().surroundings().folder().resolve(javaFolder));
    }

    private String shown(Path path) {
        Path here = context().surroundings().folder();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }
}
