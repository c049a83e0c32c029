package dev.holdfast.audit.privacy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.privacy.subject.ErasureHold;
import dev.holdfast.audit.privacy.subject.ErasureResult;
import dev.holdfast.audit.privacy.subject.ErasureResult.AlreadyErased;
import dev.holdfast.audit.privacy.subject.ErasureResult.Erased;
import dev.holdfast.audit.privacy.subject.ErasureResult.Held;
import dev.holdfast.audit.privacy.subject.Erasures;
import dev.holdfast.audit.privacy.subject.RevealResult;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.audit.record.RecorderHost;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.audit.record.spool.SpoolPolicy;
import dev.holdfast.audit.record.spool.SpooledRecorder;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
    private static final String CAROL = "carol@mail.example";
    private static final String NAME = "Carol Fairweather";
    private static final String PASSWORD = "hunter2hunter2";
    private static final Actor CLERK = Actor.user("clerk-7").withName("Dora Clerk");
    private static final TransactionRunner UNREACHABLE = work -> {
        throw DatabaseException.of("no connection", new SQLException("connection refused", "08001"));
    };

    private final SealFixture sealing = new SealFixture();
    private final PrivacyFixture fixture = new PrivacyFixture(sealing.audit());
    private final Subjects subjects = fixture.subjects();
    private final Erasures erasures = fixture.erasures(subjects, ErasureHold.none());
    private final Traces person = new Traces(CAROL, "arol", "Fairweather", "Netscape", "192.0.2.77", "Graz", "316-873");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    private SecurityEvent about(String subject) {
        return fixture.audit()
                .event()
                .context(RequestContext.of(Actor.user(subject).withName(NAME))
                        .withClient("192.0.2.77", "Netscape 4")
                        .withGeo("Graz"))
                .target(new Target("customer", subject, NAME))
                .change("address.city", "Graz", NAME)
                .with("phone", "316-873")
                .with("password", PASSWORD)
                .data(DataClass.RESTRICTED, subjects.keyOf(subject))
                .build();
    }

    private void append(SecurityEvent event) {
        fixture.audit().runner().run(tx -> fixture.log(subjects).append(tx, event));
    }

    private ErasureResult erase(Erasures by, String subject) {
        return fixture.audit().runner().call(tx -> by.erase(tx, subject, CLERK, "gdpr_art_17"));
    }

    private List<SecurityEvent> stored() {
        return fixture.audit().find(AuditQuery.oldestFirst(AuditFilter.any())).events().stream()
                .map(StoredEvent::event)
                .toList();
    }

    private List<RevealResult> revealed(Subjects reader) {
        return fixture.audit().runner().call(tx -> reader.reveal(tx, stored()));
    }

    private void recordInTheBackground(SecurityEvent event) throws Exception {
        RecorderHost host =
                RecorderHost.of(fixture.audit().runner(), Clock.systemUTC()).withDoor(fixture.door(subjects));
        try (AsyncRecorder async = AsyncRecorder.start(host, RecorderPolicy.defaults())) {
            assertThat(async.record(event).toCompletableFuture().get(30, SECONDS))
                    .isEqualTo(event.id());
        }
    }

    /** Into a journal that stays: the database cannot be reached. */
    private void spool(SecurityEvent event) throws Exception {
        RecorderHost host = RecorderHost.of(UNREACHABLE, Clock.systemUTC()).withDoor(fixture.door(subjects));
        SpooledRecorder spool =
                SpooledRecorder.open(host, RecorderPolicy.defaults(), SpoolPolicy.in(folder.resolve("spool")));
        assertThat(spool.record(event).toCompletableFuture().get(30, SECONDS)).isEqualTo(event.id());
        assertThat(spool.close(Duration.ofMillis(1)).inSpool()).isEqualTo(1);
    }

    private void drain() {
        RecorderHost host = RecorderHost.of(fixture.audit().runner(), Clock.systemUTC());
        SpooledRecorder spool =
                SpooledRecorder.open(host, RecorderPolicy.defaults(), SpoolPolicy.in(folder.resolve("spool")));
        assertThat(spool.close(Duration.ofSeconds(30)).isComplete()).isTrue();
    }

    private SealVerdict verdict() {
        return fixture.audit()
                .runner()
                .call(tx -> new SealVerifier(sealing.log(), sealing.signer().key()).verify(tx, List.of()));
    }

    /** Every way in, and whatever keeps bytes; words in plain beside it prove that the search finds. */
    @Test
    void erase_personRecordedByEveryWay_leavesNoTrace_andBreaksNoProof() throws Exception {
        append(about(CAROL));
        recordInTheBackground(about(CAROL));
        spool(about(CAROL));
        append(fixture.audit().event().with("note", "beside-it-in-plain").build());
        assertThat(sealing.seals(100).seal()).isNotNull();

        assertThat(erase(erasures, CAROL))
                .isInstanceOfSatisfying(
                        Erased.class, erased -> assertThat(erased.keyIds()).hasSize(1));
        assertThat(person.inFiles(folder)).as("journal").isEmpty();
        assertThat(new Traces(PASSWORD).inFiles(folder)).as("secret in journal").isEmpty();
        drain();
        assertThat(sealing.seals(100).seal()).isNotNull();

        fixture.audit().database().execute("checkpoint");
        fixture.audit().database().execute("vacuum");
        Traces control = new Traces("beside-it-in-plain");
        assertThat(control.inRows(fixture.audit().database())).isNotEmpty();
        assertThat(control.inFiles(fixture.audit().database())).isNotEmpty();
        Traces secret = new Traces(PASSWORD);
        assertThat(person.inRows(fixture.audit().database())).isEmpty();
        assertThat(person.inFiles(fixture.audit().database())).isEmpty();
        assertThat(secret.inRows(fixture.audit().database())).isEmpty();
        assertThat(secret.inFiles(fixture.audit().database())).isEmpty();

        assertThat(revealed(fixture.subjects()))
                .filteredOn(it -> it.event().subjectKeyId() != null)
                .hasSize(3)
                .hasOnlyElementsOfType(RevealResult.Erased.class);
        assertThat(verdict()).isInstanceOf(SealVerdict.Sealed.class);
    }

    @Test
    void erase_recordsTheActWithoutThePerson() {
        append(about(CAROL));
        ErasureResult result = erase(erasures, CAROL);
        SecurityEvent event = stored().get(1);
        assertThat(event.action()).isEqualTo(Erasures.ERASE);
        assertThat(event.actor()).isEqualTo(Actor.user("clerk-7"));
        assertThat(event.targets())
                .containsExactly(Target.of(
                        "audit_subject_key", ((Erased) result).keyIds().get(0)));
        assertThat(event.metadata().values()).containsEntry("reason", "gdpr_art_17");
    }

    @Test
    void erase_byThePersonInPerson_namesNobody() {
        append(about(CAROL));
        ErasureResult result = fixture.audit()
                .runner()
                .call(tx -> erasures.erase(tx, CAROL, Actor.user(CAROL).withName(NAME), "own_wish"));
        assertThat(result).isInstanceOf(Erased.class);
        assertThat(stored().get(1).actor()).isEqualTo(Actor.user("self"));
    }

    @Test
    void erase_again_isIdempotentAndRecordedOnce() throws SQLException {
        append(about(CAROL));
        assertThat(erase(erasures, CAROL)).isInstanceOf(Erased.class);
        assertThat(erase(fixture.erasures(fixture.subjects(), ErasureHold.none()), CAROL))
                .isInstanceOf(AlreadyErased.class);
        assertThat(fixture.audit().count()).isEqualTo(2);
    }

    @Test
    void erase_rolledBack_changesNothing() throws SQLException {
        append(about(CAROL));
        assertThatThrownBy(() -> fixture.audit().runner().run(tx -> {
                    assertThat(erasures.erase(tx, CAROL, CLERK, "gdpr_art_17")).isInstanceOf(Erased.class);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(fixture.audit().count()).isEqualTo(1);
        assertThat(revealed(subjects)).hasOnlyElementsOfType(RevealResult.Plain.class);
        append(about(CAROL));
        assertThat(revealed(subjects)).hasSize(2).hasOnlyElementsOfType(RevealResult.Plain.class);
    }

    @Test
    void erase_underHold_isRefused_andTheRefusalOutlivesTheTransaction() {
        append(about(CAROL));
        ErasureHold hold = (tx, who) ->
                who.subject().equals(CAROL) && who.keyIds().size() == 1 ? Optional.of("case 4711") : Optional.empty();
        Erasures held = fixture.erasures(subjects, hold);
        assertThatThrownBy(() -> fixture.audit().runner().run(tx -> {
                    assertThat(held.erase(tx, CAROL, CLERK, "gdpr_art_17")).isEqualTo(new Held("case 4711"));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(stored().get(1)).satisfies(event -> {
            assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
            assertThat(event.reason()).isEqualTo("legal_hold");
        });
        assertThat(revealed(subjects).get(0)).isInstanceOf(RevealResult.Plain.class);
    }

    /** The node's own key at hand, another node's, and a first event about a person who was erased unseen. */
    @Test
    void append_afterTheErasure_isKeptWithoutThePerson() throws SQLException {
        Subjects other = fixture.subjects();
        append(about(CAROL));
        SecurityEvent late = about(CAROL);
        SecurityEvent atHand = other.seal(about(CAROL));
        assertThat(atHand.metadata().json()).contains("_sealed");
        assertThat(erase(erasures, CAROL)).isInstanceOf(Erased.class);
        assertThat(erase(erasures, "unknown@mail.example")).isEqualTo(new Erased(List.of()));

        append(late);
        append(about("unknown@mail.example"));
        // The other node writes under the key that it has at hand: ciphertext that nobody can open.
        SecurityEvent elsewhere = about(CAROL);
        fixture.audit().runner().run(tx -> fixture.log(other).append(tx, elsewhere));
        assertThat(stored().get(5).metadata().values()).containsOnlyKeys("_sealed");
        fixture.advance(Duration.ofMinutes(5));
        SecurityEvent over = about(CAROL);
        fixture.audit().runner().run(tx -> fixture.log(other).append(tx, over));
        assertThat(stored().get(6).metadata().values()).containsOnlyKeys("_erased");
        assertThat(stored()).hasSize(7);
        assertThat(revealed(fixture.subjects()))
                .filteredOn(it -> it.event().subjectKeyId() != null)
                .hasSize(5)
                .hasOnlyElementsOfType(RevealResult.Erased.class);
        assertThat(person.inRows(fixture.audit().database())).isEmpty();
    }

    @Test
    void erase_afterTheTagsWereRotated_findsThePersonUnderTheOldTag() {
        append(about(CAROL));
        fixture.rotateHashing("k2");
        Subjects fresh = fixture.subjects();
        assertThat(erase(fixture.erasures(fresh, ErasureHold.none()), CAROL))
                .isInstanceOfSatisfying(
                        Erased.class, erased -> assertThat(erased.keyIds()).hasSize(1));
        assertThat(revealed(fresh).get(0)).isInstanceOf(RevealResult.Erased.class);
        assertThat(fresh.keyOf(CAROL))
                .as("the erased key, not a new one")
                .isEqualTo(stored().get(0).subjectKeyId());
    }

    /** The wrapped key lies in a dead row until that is vacuumed, and in its page until the page is rewritten. */
    @Test
    void erase_thenRewritten_leavesNoWrappedKeyInTheTable() throws Exception {
        append(about(CAROL));
        String wrapped = fixture.audit()
                .database()
                .queryStrings("select encode(wrapped, 'hex') from holdfast_keys.audit_subject_key")
                .get(0);
        Traces key = new Traces(new String(HexFormat.of().parseHex(wrapped), StandardCharsets.ISO_8859_1));
        fixture.audit().database().execute("checkpoint");
        assertThat(key.inFiles(fixture.audit().database())).isNotEmpty();
        assertThat(erase(erasures, CAROL)).isInstanceOf(Erased.class);
        fixture.audit().database().execute("vacuum full holdfast_keys.audit_subject_key");
        fixture.audit().database().execute("checkpoint");
        assertThat(key.inFiles(fixture.audit().database())).isEmpty();
    }

    @Test
    void erase_reasonInProse_isRefused() {
        assertThatThrownBy(() -> fixture.audit().runner().run(tx -> {
                    ErasureResult unused = erasures.erase(tx, CAROL, CLERK, "Carol asked");
                }))
                .hasMessageContaining("reason must be a lower-case word");
    }
}
