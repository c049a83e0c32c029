package dev.holdfast.audit.record;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.secret.Key;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where events pass the door: on the caller's thread into a spool, on the recorder's where nobody needs the row at once. */
class RecordersDoorTest {
    private static final String POISON = "poison";

    private final AuditFixture fixture = AuditFixture.create();
    private final Queue<Thread> askers = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    private RecorderHost host() {
        Pseudonyms pseudonyms = Pseudonyms.of(
                        () -> KeyRing.of(Pseudonyms.PURPOSE, "k1", Secret.random(new SecureRandom(), Key.LENGTH)))
                .withPersonal(id -> {
                    askers.add(Thread.currentThread());
                    if (id.equals(POISON)) {
                        throw new IllegalStateException("the host's test failed");
                    }
                    return false;
                });
        return RecorderHost.of(fixture.runner(), Clock.systemUTC())
                .withDoor(EventDoor.defaults().withPseudonyms(pseudonyms));
    }

    @Test
    void record_spooled_makesItsRowOnTheCallersThread() throws Exception {
        try (Recorder recorder =
                SpooledRecorder.open(host(), RecorderPolicy.defaults(), SpoolPolicy.in(folder.resolve("spool")))) {
            refusesOneOfMany(recorder);
        }
        assertThat(askers).containsOnly(Thread.currentThread());
    }

    @Test
    void record_async_leavesTheRowToTheRecordersThread() throws Exception {
        try (Recorder recorder = AsyncRecorder.start(host(), RecorderPolicy.defaults())) {
            refusesOneOfMany(recorder);
        }
        assertThat(askers).isNotEmpty().doesNotContain(Thread.currentThread());
    }

    /** The refused one holds up none of those that are written with it. */
    private void refusesOneOfMany(Recorder recorder) throws Exception {
        List<CompletableFuture<UUID>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Actor actor = Actor.user(i == 7 ? POISON : "user " + i);
            answers.add(recorder.record(fixture.event().actor(actor).build()).toCompletableFuture());
        }
        CompletableFuture<UUID> refusal = answers.remove(7);
        assertThatThrownBy(() -> refusal.get(30, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        NotRecordedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REFUSED));
        for (CompletableFuture<UUID> answer : answers) {
            assertThat(answer.get(30, SECONDS)).isNotNull();
        }
        assertThat(recorder.close(Duration.ofSeconds(30)).isComplete()).isTrue();
        assertThat(fixture.count()).isEqualTo(29);
    }
}
