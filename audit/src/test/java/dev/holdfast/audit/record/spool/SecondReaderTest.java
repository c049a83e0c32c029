package dev.holdfast.audit.record.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import dev.holdfast.core.tx.DatabaseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader in another language, written from the format's document, reads what the log gets. */
@Tag("tools")
class SecondReaderTest {
    private static final int EVENTS = 30;

    @TempDir
    private Path folder;

    @Test
    void read_spoolOfManySegments_givesWhatTheLogGets() throws Exception {
        Path directory = folder.resolve("spool");
        Path kept = folder.resolve("kept");
        try (AuditFixture fixture = AuditFixture.create()) {
            fill(fixture, directory);
            copy(directory, kept);
            assertThat(open(fixture.runner(), directory)
                            .close(Duration.ofSeconds(30))
                            .isComplete())
                    .isTrue();
            List<Object> logged = parsed(fixture.database()
                    .queryStrings("SELECT (to_jsonb(e) - 'recorded_at' - 'tx_id' - 'occurred_at' ||"
                            + " jsonb_build_object('source_ip', host(source_ip)))::text"
                            + " FROM holdfast.audit_event e ORDER BY id"));
            assertThat(read(kept).stream().peek(event -> ((Map<?, ?>) event).remove("occurred_at")))
                    .hasSize(EVENTS)
                    .isEqualTo(logged);
        }
        damage(kept);
        assertThat(output(kept)).last().asString().contains("damaged at byte");
    }

    private static SpooledRecorder open(dev.holdfast.core.tx.TransactionRunner runner, Path directory) {
        return SpooledRecorder.open(
                RecorderHost.of(runner, Clock.systemUTC()),
                RecorderPolicy.defaults().withBatchEvents(4),
                SpoolPolicy.in(directory).withSizes(4096, 1 << 20));
    }

    private static void fill(AuditFixture fixture, Path directory) {
        SpooledRecorder recorder = open(
                work -> {
                    throw DatabaseException.of("away", new SQLException("refused", "08001"));
                },
                directory);
        for (int i = 0; i < EVENTS; i++) {
            assertThat(recorder.record(event(fixture, i)).toCompletableFuture().join())
                    .isNotNull();
        }
        assertThat(recorder.close(Duration.ofMillis(1)).inSpool()).isEqualTo(EVENTS);
    }

    private static SecurityEvent event(AuditFixture fixture, int i) {
        SecurityEvent.Builder event = fixture.event().with("n", i).with("text", "ä€\uD83D\uDE00\"\\\n");
        return i % 2 == 0
                ? event.build()
                : event.context(RequestContext.of(Actor.user("carol").withName("Carol"))
                                .withClient(i % 3 == 0 ? "2001:db8::7" : "192.0.2.7", "agent")
                                .withHttp(new HttpCall("POST", "/lendings/{id}", 201, Duration.ofMillis(12))))
                        .target(Target.of("lending", "42"))
                        .change("state", null, "open")
                        .denied("not_owner")
                        .data(DataClass.INTERNAL, "key-1")
                        .build();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (var found = Files.list(from)) {
            for (Path path : found.toList()) {
                Files.copy(path, to.resolve(path.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void damage(Path directory) throws IOException {
        Path first = FileKind.SEGMENT.path(directory, 1);
        byte[] bytes = Files.readAllBytes(first);
        bytes[100] ^= 1;
        Files.write(first, bytes);
    }

    private List<Object> read(Path directory) throws Exception {
        return parsed(output(directory));
    }

    private static List<Object> parsed(List<String> lines) {
        return lines.stream().<Object>map(Json::read).toList();
    }

    private List<String> output(Path directory) throws Exception {
        Path script = folder.resolve("read_spool.py");
        try (var in = getClass().getResourceAsStream("read_spool.py")) {
            Files.write(script, in.readAllBytes());
        }
        Process process = new ProcessBuilder("python3", script.toString(), directory.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
