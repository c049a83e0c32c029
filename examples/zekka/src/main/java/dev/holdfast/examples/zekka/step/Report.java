package dev.holdfast.examples.zekka.step;

import dev.holdfast.migration.record.ChainCheck;
import dev.holdfast.migration.record.ChainHead;
import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was done, read back from the ledger, and as a page for whoever asks later. */
public final class Report implements Step<Host> {
    @Override
    public String title() {
        return "Report: what was done, chained and readable";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        List<Kept> kept = host.ledger().read();
        for (Kept one : kept) {
            transcript.found(
                    "%2d  %-11s %-6s %s",
                    one.sequence(),
                    word(one.record().kind()),
                    one.record().outcome().succeeded() ? "done" : "stopped",
                    one.record().migrations().stream()
                            .map(migration -> migration.version() + " " + word(migration.result()))
                            .collect(Collectors.joining(", ")));
        }
        ChainHead head = kept.get(kept.size() - 1).head();
        transcript.expect(
                "the chain of " + kept.size() + " records holds up to its last",
                new ChainCheck.Intact(head, List.of()),
                host.ledger().verify(head));
        transcript.expect(
                "records of what was refused or cut short",
                5L,
                kept.stream().filter(one -> !one.record().outcome().succeeded()).count());
        Path page = host.folder().resolve("report.html");
        write(page, RunReport.html(kept.get(kept.size() - 1)));
        transcript.found("the last run as a page: %s", page);
        tamper(host, transcript, head);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void tamper(Host host, Transcript transcript, ChainHead head) {
        Path folder = host.folder().resolve("tampered");
        for (Path record : files(host.folder().resolve("runs"))) {
            String text = read(record);
            write(
                    folder.resolve(String.valueOf(record.getFileName())),
                    text.replace("\"succeeded\":false", "\"succeeded\":true"));
        }
        ChainCheck check = RunLedger.folder(folder).verify(head);
        transcript.refused(
                "a copy in which those say that they went well",
                "CHANGED at record 1",
                check.fold(intact -> "intact", broken -> broken.reason() + " at record " + broken.sequence()));
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " could not be read", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }
}
