package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.export.ExportFormat;
import dev.holdfast.audit.export.ExportProduct;
import dev.holdfast.audit.export.ExportRequest;
import dev.holdfast.audit.export.ExportResult;
import dev.holdfast.audit.export.RecordedReads;
import dev.holdfast.audit.report.AuditReport;
import dev.holdfast.audit.report.ReportRequest;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Hands the log to an auditor: exported, reported on, and each look at it recorded. */
public final class HandOverLog implements Step {
    private static final ExportProduct PRODUCT = new ExportProduct("Markenmate", "markenmate", "1");

    @Override
    public String title() {
        return "Hand the log over: exports, a report, and who read it";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        for (ExportFormat format : List.of(
                ExportFormat.ndjson(), ExportFormat.csv(), ExportFormat.ocsf(PRODUCT), ExportFormat.cef(PRODUCT))) {
            long before = host.number("SELECT count(*) FROM holdfast.audit_event");
            Exported exported = export(host, format);
            // The announcement of the export was committed ahead of it, and is in it.
            transcript.expect(
                    "events exported as " + format.name(),
                    before + 1,
                    exported.result().events());
            long heads = format.head().isEmpty() ? 0 : 1;
            transcript.expect(
                    "its lines",
                    exported.result().events() + heads,
                    exported.text().lines().count());
        }
        transcript.expect(
                "recorded: exports that began, and that ended",
                "4, 4",
                host.events(RecordedReads.EXPORT_BEGIN).size() + ", "
                        + host.events(RecordedReads.EXPORT).size());
        transcript.expect(
                "by whom",
                Host.ALMA.userId(),
                host.newest(RecordedReads.EXPORT).event().actor().id());
        report(host, transcript);
    }

    private static void report(Host host, Transcript transcript) {
        long unused = SealLog.seal(host);
        String html = asAlma(() -> {
            LogKeeping keeping = host.application().logKeeping();
            Instant now = host.application().clock().instant();
            AuditFilter lately = AuditFilter.any().withPeriod(now.minus(Duration.ofDays(30)), now.plusSeconds(60));
            return keeping.jobs()
                    .call(tx -> host.application()
                            .reads()
                            .report(
                                    tx,
                                    new AuditReport(
                                            Namespace.defaults(),
                                            host.application().clock()),
                                    ReportRequest.of("Markenmate, the last 30 days", lately)
                                            .withVerdict(keeping.verifier().verify(tx, List.of()))));
        });
        Path file = host.archiveDirectory().resolve("report.html");
        try {
            Files.writeString(file, html);
            String read = Files.readString(file);
            transcript.expect(
                    "the report says it was verified", true, read.contains("Verified: every event is sealed"));
            transcript.expect("it asks for nothing from elsewhere", false, read.matches("(?s).*(src|href)=\"http.*"));
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        transcript.expect(
                "recorded: reports", 1, host.events(RecordedReads.REPORT).size());
    }

    /** What an export gave, and what it says of itself. */
    private record Exported(String text, ExportResult result) {}

    private static Exported export(Host host, ExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportResult result = asAlma(() -> host.application()
                .logKeeping()
                .jobs()
                .call(tx -> host.application().reads().export(tx, ExportRequest.of(AuditFilter.any(), format), out)));
        return new Exported(out.toString(StandardCharsets.UTF_8), result);
    }

    private static <T> T asAlma(Supplier<T> read) {
        RequestScope scope = RequestScope.open(Host.ALMA.request(CorrelationId.generate()));
        try {
            return read.get();
        } finally {
            scope.close();
        }
    }
}
