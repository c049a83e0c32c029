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
import dev.holdfast.migration.verify.Verification;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code verify}: applied scripts against those at hand, and what verify scripts say must hold. */
@Command(
        name = "verify",
        description = {
            "Holds the applied migrations against the files, by their checksums, and runs the verify scripts of what is"
                    + " applied: each statement a query of one row and one column that must be true.",
            "Read-only: every script runs in a transaction that is rolled back."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  holdfast verify    # ends with 4 when a file was changed after it was applied, or a script does not hold",
            "  holdfast verify --verify-locations db/verify,db/checks"
        })
final class VerifyCommand extends BaseCommand {
    VerifyCommand(Context context) {
        super(context);
    }

    @Override
    protected Answer answer() {
        Verification result = Session.open(settings(), name()).migrations().verify();
        Facts facts = Facts.of("passed", result.passed())
                .and(
                        "problems",
                        result.problems().stream()
                                .map(one -> Facts.of("source", one.source())
                                        .and("subject", one.subject())
                                        .and("message", one.message())
                                        .map())
                                .toList())
                .and(
                        "crc32Only",
                        result.crc32Only().stream()
                                .map(one -> Facts.of("source", one.source())
                                        .and("versions", one.subjects())
                                        .map())
                                .toList());
        return Answer.of(result.passed() ? Exit.DONE : Exit.FOUND, facts, style -> text(result, style));
    }

    private static String text(Verification result, Style style) {
        if (result.passed()) {
            return style.mark(Mark.GOOD)
                    + " all applied migrations are as their files say, and what is verified holds\n" + weaker(result);
        }
        Table table = new Table("source", "about", "problem");
        result.problems().forEach(one -> table.row(one.source(), one.subject(), one.message()));
        return table.print(style) + style.mark(Mark.BAD) + " "
                + result.problems().size() + " of them do not hold\n" + weaker(result);
    }

    private static String weaker(Verification result) {
        return result.crc32Only().stream()
                .map(one -> "  " + one.subjects().size() + " of " + one.source()
                        + " as far as a CRC32 can tell: their SHA-256 was not kept when they were applied\n")
                .collect(Collectors.joining());
    }
}
