package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.export.AuditExport;
import dev.holdfast.audit.export.ExportFormat;
import dev.holdfast.audit.export.ExportProduct;
import dev.holdfast.audit.export.ExportRequest;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts at their greatest length, made of what parsers trip over, on the whole way of an event and back. */
class HostileTextsTest {
    private static final int EVENTS = 3;

    /** 200 characters; cut within a surrogate pair. */
    private static final String NAME =
            ("=1\t\r\n|\\,\"';\u0000\uD800\u0085\u2028\u2029\u202E\u200F\uFEFF</td><script>{}%_\uDC00"
                            + "\uD834\uDD1E".repeat(99))
                    .substring(0, 200);

    private static final Action LONGEST = Action.of("a".repeat(39) + "." + "b".repeat(40));

    @TempDir
    private Path directory;

    @Test
    void event_ofHostileTexts_isSealedExportedArchivedAndBackAsItWas() throws SQLException {
        try (ArchiveFixture fixture = new ArchiveFixture(directory)) {
            fixture.append(fixture.month(), EVENTS, HostileTextsTest::hostile);
            fixture.sealAll();
            String rows = "select e::text from holdfast.audit_event e where origin = 'IMPORT' order by id";
            List<String> before = fixture.audit().database().queryStrings(rows);
            assertThat(before).hasSize(EVENTS);
            List<ExportFormat> formats = List.of(
                    ExportFormat.ndjson(),
                    ExportFormat.csv(),
                    ExportFormat.ocsf(new ExportProduct("v", "n", "1")),
                    ExportFormat.cef(new ExportProduct("v|n", "n=\n", "1")));
            List<Integer> lines =
                    formats.stream().map(format -> lines(fixture, format)).toList();
            // The line ends within quotes are the fields' own.
            assertThat(lines.get(0)).isEqualTo(EVENTS);
            assertThat(lines.subList(2, 4)).containsOnly(EVENTS);
            fixture.run();
            assertThat(fixture.rows(fixture.month())).isZero();
            assertThat(fixture.archive().bringBack(fixture.month())).isInstanceOf(ArchiveResult.Moved.class);
            assertThat(fixture.audit().database().queryStrings(rows)).isEqualTo(before);
            fixture.sealAll();
            assertThat(fixture.verdict()).isInstanceOf(SealVerdict.Sealed.class);
        }
    }

    private static int lines(ArchiveFixture fixture, ExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportRequest all = ExportRequest.of(AuditFilter.any().withAction(LONGEST), format);
        assertThat(fixture.audit()
                        .runner()
                        .call(tx -> new AuditExport(fixture.audit().log()).write(tx, all, out))
                        .events())
                .isEqualTo(EVENTS);
        return out.toString(StandardCharsets.UTF_8).split("\r\n|\r|\n", -1).length - 1;
    }

    private static SecurityEvent.Builder hostile(SecurityEvent.Builder event) {
        SecurityEvent built = event.build();
        return SecurityEvent.builder(built.id(), built.occurredAt(), LONGEST)
                .actor(Actor.user(NAME))
                .target(new Target("book", NAME, NAME))
                .change(NAME, NAME, NAME)
                .with(NAME, NAME);
    }
}
