package dev.holdfast.audit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.LeakProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No row's data in what recorders print or throw, and no secret in what they write to disk. */
class RecorderLeakTest {
    private final AuditFixture fixture = AuditFixture.create();
    private final LeakProbe probe = new LeakProbe();
    private final String data = probe.secret("carol.secret@mail.example");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The server's own message of a violated check quotes the row. */
    @Test
    void refusedEvent_printedAndThrown_showsNoData() throws Exception {
        fixture.database()
                .execute("ALTER TABLE holdfast.audit_event ADD CONSTRAINT never CHECK (action = 'never') NOT VALID");
        RecorderHost host = RecorderHost.of(fixture.runner(), Clock.systemUTC());
        AsyncRecorder async = AsyncRecorder.start(host, RecorderPolicy.defaults());
        SpooledRecorder spooled =
                SpooledRecorder.open(host, RecorderPolicy.defaults(), SpoolPolicy.in(folder.resolve("spool")));
        SecurityEvent event = fixture.event().with("email", data).build();
        CompletableFuture<UUID> refused = async.record(event).toCompletableFuture();
        assertThat(spooled.record(event).toCompletableFuture().join()).isEqualTo(event.id());
        Throwable thrown = catchThrowable(refused::join);
        assertThat(thrown).hasCauseInstanceOf(NotRecordedException.class);
        probe.assertNotIn(thrown);
        List<Object> carriers = List.of(
                async,
                spooled,
                host,
                spooled.status(),
                async.close(Duration.ofSeconds(30)),
                spooled.close(Duration.ofSeconds(30)));
        carriers.forEach(carrier -> probe.assertAbsent(carrier.toString()));
    }

    @Test
    void secretInMetadata_isNotWrittenToTheSpool() throws Exception {
        String password = probe.secret("hunter2-hunter2-hunter2");
        Path directory = folder.resolve("spool");
        SpooledRecorder spooled = SpooledRecorder.open(
                RecorderHost.of(
                        work -> {
                            throw new IllegalStateException("no database");
                        },
                        Clock.systemUTC()),
                RecorderPolicy.defaults(),
                SpoolPolicy.in(directory));
        SecurityEvent event =
                fixture.event().with("password", Secret.ofText(password)).build();
        assertThat(spooled.record(event).toCompletableFuture().join()).isEqualTo(event.id());
        assertThat(spooled.close(Duration.ofMillis(1)).inSpool()).isEqualTo(1);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                probe.assertAbsent(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
