package dev.holdfast.audit.privacy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.audit.privacy.redact.RedactionPolicy;
import dev.holdfast.audit.privacy.subject.SubjectHost;
import dev.holdfast.audit.privacy.subject.SubjectPolicy;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.NotRecordedException.Reason;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.tx.DatabaseException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever way an event comes in, it comes through the door. */
class EventDoorTest {
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.c2lnbmF0dXJl";
    private static final String PASSWORD = "hunter2hunter2";

    private final PrivacyFixture fixture = PrivacyFixture.create();
    private final Traces secrets = new Traces(TOKEN, PASSWORD, "c2lnbmF0dXJl");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    private SecurityEvent event() {
        return fixture.audit()
                .event()
                .actor(Actor.user("7").withName("Bearer " + TOKEN))
                .with("password", PASSWORD)
                .with("header", TOKEN)
                .change("token_hash", PASSWORD, TOKEN)
                .build();
    }

    private SpooledRecorder spool(RecorderHost host) {
        return SpooledRecorder.open(host, RecorderPolicy.defaults(), SpoolPolicy.in(folder.resolve("spool")));
    }

    private RecorderHost host() {
        return RecorderHost.of(fixture.audit().runner(), Clock.systemUTC());
    }

    private static Reason refusal(CompletionStage<UUID> stage) {
        ExecutionException failure = catchThrowableOfType(
                ExecutionException.class, () -> stage.toCompletableFuture().get(30, SECONDS));
        return ((NotRecordedException) failure.getCause()).reason();
    }

    @Test
    void record_secretsWithoutAnySetting_byEveryWay_reachNeitherJournalNorDatabase() throws Exception {
        AuditSink log = fixture.audit().log();
        fixture.audit().runner().run(tx -> log.append(tx, event()));
        AuditSink independent = AuditSink.independent(fixture.audit().runner(), log);
        fixture.audit().runner().run(tx -> independent.append(tx, event()));
        try (AsyncRecorder async = AsyncRecorder.start(host(), RecorderPolicy.defaults())) {
            fixture.audit()
                    .runner()
                    .run(tx -> async.sink(Duration.ofSeconds(30)).append(tx, event()));
        }
        RecorderHost away = RecorderHost.of(
                work -> {
                    throw DatabaseException.of("no connection", new SQLException("refused", "08001"));
                },
                Clock.systemUTC());
        SpooledRecorder spool = spool(away);
        assertThat(spool.record(event()).toCompletableFuture().get(30, SECONDS)).isNotNull();
        assertThat(spool.close(Duration.ofMillis(1)).inSpool()).isEqualTo(1);
        assertThat(new Traces("[redacted:jwt]").inFiles(folder))
                .as("what is searched for is there")
                .isNotEmpty();
        assertThat(secrets.inFiles(folder)).isEmpty();
        assertThat(spool(host()).close(Duration.ofSeconds(30)).isComplete()).isTrue();

        assertThat(fixture.audit().count()).isEqualTo(4);
        assertThat(secrets.inRows(fixture.audit().database())).isEmpty();
        assertThat(new Traces("[redacted:jwt]").inRows(fixture.audit().database()))
                .hasSize(4);
    }

    @Test
    void door_ofTheHost_isThatOfLogAndRecorders() throws Exception {
        EventDoor open = EventDoor.of(RedactionPolicy.insecureNothing());
        fixture.audit().runner().run(tx -> fixture.audit().log().withDoor(open).append(tx, event()));
        try (Recorder async = AsyncRecorder.start(host().withDoor(open), RecorderPolicy.defaults())) {
            assertThat(async.record(event()).toCompletableFuture().get(30, SECONDS))
                    .isNotNull();
        }
        assertThat(new Traces(PASSWORD).inRows(fixture.audit().database())).hasSize(2);
    }

    @Test
    void withPseudonyms_withoutSubjects_hidesPersonalIdsAlone() {
        EventDoor door = EventDoor.defaults().withPseudonyms(fixture.pseudonyms());
        SecurityEvent event = fixture.audit()
                .event()
                .actor(Actor.user("carol@mail.example").withName("Carol"))
                .build();
        SecurityEvent stored = door.admit(event).event();
        assertThat(stored.actor().id())
                .isEqualTo(fixture.pseudonyms().of("carol@mail.example"))
                .startsWith("pseudonym:k1:");
        assertThat(stored.actor().name()).isEqualTo("Carol");
    }

    /** An event that cannot be encrypted is answered so, and never written in plain. */
    @Test
    void record_personsKeyOutOfReachOrNeverMade_isAnsweredAndNotWritten() throws Exception {
        Subjects subjects = fixture.subjects();
        SecurityEvent known = fixture.audit()
                .event()
                .data(DataClass.RESTRICTED, subjects.keyOf("carol@mail.example"))
                .build();
        SecurityEvent unknown =
                fixture.audit().event().data(DataClass.RESTRICTED, "carol").build();
        Subjects away = Subjects.of(
                SubjectHost.of(
                        work -> {
                            throw DatabaseException.of("no connection", new SQLException("refused", "08001"));
                        },
                        new SecureRandom(),
                        Clock.systemUTC()),
                SubjectPolicy.defaults(),
                fixture::wrapping,
                fixture.pseudonyms());
        try (SpooledRecorder spool = spool(host().withDoor(fixture.door(away)))) {
            assertThat(refusal(spool.record(known))).isEqualTo(Reason.UNREACHABLE);
        }
        try (SpooledRecorder spool = spool(host().withDoor(fixture.door(subjects)))) {
            assertThat(refusal(spool.record(unknown))).isEqualTo(Reason.REFUSED);
        }
        assertThat(fixture.audit().count()).isZero();
    }

    @Test
    void toString_ofAnAdmittedEvent_isItsIdAlone() {
        SecurityEvent event = event();
        assertThat(EventDoor.defaults().admit(event)).hasToString("AdmittedEvent[" + event.id() + "]");
    }
}
