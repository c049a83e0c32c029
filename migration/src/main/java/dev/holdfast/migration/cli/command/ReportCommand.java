package dev.holdfast.migration.cli.command;

import dev.holdfast.migration.cli.frame.BaseCommand;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Answer;
import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.output.Exit;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.session.Records;
import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunJson;
import dev.holdfast.migration.report.RunReport;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: a run's record as a document. */
@Command(
        name = "report",
        description = "Shows the record of a run: what was done, how long it took, what was locked, what it changed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast report",
            "  holdfast report latest --format html --out run.html",
            "  holdfast report 42 --format markdown"
        })
final class ReportCommand extends BaseCommand {
    /** What a report can be. */
    enum Format {
        text,
        markdown,
        html,
        json
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            defaultValue = "latest",
            description = "The word latest, the record's number, or the beginning of the run's id; usually latest.")
    private String run = "latest";

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, markdown, html or json; usually text.")
    private Format format = Format.text;

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write; usually the output.")
    private @Nullable String out;

    ReportCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Kept kept = new Records(settings()).find(run);
        String document = document(kept);
        Facts facts = Facts.of("run", kept.record().id())
                .and("sequence", kept.sequence())
                .and("sha256", kept.hash())
                .and("succeeded", kept.record().outcome().succeeded());
        if (out == null) {
            return Answer.of(Exit.DONE, facts.and("document", document), style -> document + "\n");
        }
        write(context().surroundings().folder().resolve(out), document);
        return Answer.line(Exit.DONE, facts.and("file", out), "record " + kept.sequence() + " written to " + out);
    }

    private String document(Kept kept) {
        return switch (format) {
            case text -> RunReport.text(kept);
            case markdown -> RunReport.markdown(kept);
            case html -> RunReport.html(kept);
            case json -> RunJson.write(kept.record());
        };
    }

    private static void write(Path file, String document) {
        try {
            Files.writeString(file, document, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw CommandException.wrongUse("file " + file + " is there already: name another");
        } catch (IOException e) {
            throw CommandException.wrongUse("file " + file + " must be in a folder that can be written to: correct it");
        }
    }
}
