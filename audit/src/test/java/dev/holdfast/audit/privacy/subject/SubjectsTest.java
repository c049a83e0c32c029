package dev.holdfast.audit.privacy.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.privacy.PrivacyFixture;
import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.audit.privacy.subject.RevealResult.Plain;
import dev.holdfast.audit.privacy.subject.RevealResult.Unreadable;
import dev.holdfast.audit.privacy.subject.RevealResult.Unreadable.Reason;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.secret.KeyStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final String CAROL = "carol@mail.example";
    private static final String EVE = "eve@mail.example";

    private final PrivacyFixture fixture = PrivacyFixture.create();
    private final Subjects subjects = fixture.subjects();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SecurityEvent.Builder about(String subject) {
        return fixture.audit()
                .event()
                .context(RequestContext.of(Actor.user(subject)
                                .withName("Carol Fairweather")
                                .withOnBehalfOf(EVE))
                        .withClient("2001:db8::77", "Netscape 4")
                        .withGeo("Graz"))
                .target(new Target("customer", subject, "Carol Fairweather"))
                .target(new Target("loan", "7", "Carol's bicycle"))
                .change("address.city", "Graz", "Wien")
                .with("phone", "+43 316 873")
                .data(DataClass.RESTRICTED, subjects.keyOf(subject));
    }

    @CanIgnoreReturnValue
    private SecurityEvent append(SecurityEvent event) {
        fixture.audit().runner().run(tx -> fixture.log(subjects).append(tx, event));
        return event;
    }

    private List<SecurityEvent> stored(AuditFilter filter) {
        return fixture.audit().find(AuditQuery.oldestFirst(filter)).events().stream()
                .map(StoredEvent::event)
                .toList();
    }

    private RevealResult revealed(Subjects reader, SecurityEvent event) {
        return fixture.audit().runner().call(tx -> reader.reveal(tx, event));
    }

    @Test
    void append_eventAboutAPerson_hidesThePerson_andRevealShowsAll() throws SQLException {
        SecurityEvent event = append(about(CAROL).build());
        assertThat(fixture.audit().database().queryStrings("select t::text from holdfast.audit_event t"))
                .singleElement()
                .asString()
                .doesNotContainIgnoringCase("carol")
                .doesNotContain("eve@", "2001:db8", "Netscape", "Graz", "Wien", "316", "bicycle")
                .contains("address.city", "customer", event.subjectKeyId());
        SecurityEvent stored = stored(AuditFilter.any()).get(0);
        assertThat(stored.context().sourceIp()).isNull();
        assertThat(revealed(fixture.subjects(), stored)).isEqualTo(new Plain(event));
    }

    @Test
    void reveal_eventWithoutAPerson_isAsItIs() {
        SecurityEvent event = append(fixture.audit().event().with("a", 1).build());
        assertThat(revealed(subjects, stored(AuditFilter.any()).get(0))).isEqualTo(new Plain(event));
    }

    @Test
    void reveal_ciphertextOfAnotherEvent_isAltered() throws SQLException {
        append(about(CAROL).build());
        append(about(CAROL).build());
        // The same person, the same key: the event alone is another one.
        fixture.audit().database().execute("""
                update holdfast.audit_event set metadata = (select metadata from holdfast.audit_event order by id limit 1)
                where id = (select id from holdfast.audit_event order by id desc limit 1)""");
        List<RevealResult> results =
                fixture.audit().runner().call(tx -> subjects.reveal(tx, stored(AuditFilter.any())));
        assertThat(results.get(0)).isInstanceOf(Plain.class);
        assertThat(results.get(1))
                .isInstanceOfSatisfying(
                        Unreadable.class, it -> assertThat(it.reason()).isEqualTo(Reason.ALTERED));
    }

    @Test
    void reveal_keysOfPersonsSwapped_isUnreadable() throws SQLException {
        append(about(CAROL).build());
        append(about(EVE).build());
        fixture.audit().database().execute("""
                update holdfast_keys.audit_subject_key k set wrapped = o.wrapped
                from holdfast_keys.audit_subject_key o where o.key_id <> k.key_id""");
        assertThat(stored(AuditFilter.any()))
                .map(event -> revealed(fixture.subjects(), event))
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                Unreadable.class, it -> assertThat(it.reason()).isEqualTo(Reason.KEY_UNREADABLE)));
    }

    @Test
    void reveal_keysLeftOutOfTheDump_saysSo() throws SQLException {
        append(about(CAROL).build());
        fixture.audit().database().execute("delete from holdfast_keys.audit_subject_key");
        assertThat(revealed(subjects, stored(AuditFilter.any()).get(0)))
                .isInstanceOfSatisfying(
                        Unreadable.class, it -> assertThat(it.reason()).isEqualTo(Reason.KEY_MISSING));
    }

    /** More than a row can hold in ciphertext: the least telling is left out, and marked. */
    @Test
    void append_theLargestEvent_isCutAndMarked() {
        String longest = "\uD83D\uDE00".repeat(100);
        SecurityEvent.Builder builder = about(CAROL).with("text", "x".repeat(2000));
        IntStream.range(0, 14).forEach(i -> builder.target(new Target("t", i + "@" + longest.substring(4), longest)));
        IntStream.range(0, 60).forEach(i -> builder.change("p" + i, longest.repeat(10), longest.repeat(10)));
        SecurityEvent event = append(builder.build());
        RevealResult result = revealed(subjects, stored(AuditFilter.any()).get(0));
        assertThat(result).isInstanceOf(Plain.class);
        assertThat(result.event().actor()).isEqualTo(event.actor());
        assertThat(result.event().changes())
                .hasSize(61)
                .contains(event.changes().get(0));
        assertThat(result.event().metadata().values()).containsEntry(Metadata.CUT_MARK, true);
    }

    @Test
    void keyOf_samePerson_isTheSameOnEveryNode_andTellsNothing() throws SQLException {
        String id = subjects.keyOf(CAROL);
        assertThat(fixture.subjects().keyOf(CAROL)).isEqualTo(id).matches("[0-9a-f]{32}");
        assertThat(subjects.keyOf(EVE)).isNotEqualTo(id);
        fixture.rotateHashing("k2");
        assertThat(fixture.subjects().keyOf(CAROL))
                .as("under the tag of the old key")
                .isEqualTo(id);
        assertThat(fixture.audit().database().queryStrings("select t::text from holdfast_keys.audit_subject_key t"))
                .hasSize(2)
                .noneMatch(row -> row.contains("carol"));
    }

    @Test
    void append_keyNeverMade_isRefused() {
        SecurityEvent event =
                fixture.audit().event().data(DataClass.RESTRICTED, "carol").build();
        assertThatThrownBy(() -> append(event)).hasMessageContaining("subjectKeyId of event " + event.id());
    }

    /** With the key at hand the append is one statement; at the end of the key's lifetime it is asked for again. */
    @Test
    void seal_keyAtHand_asksTheDatabaseAtTheEndOfItsLifetime() throws SQLException {
        SecurityEvent event = about(CAROL).build();
        SecurityEvent sealed = subjects.seal(event);
        fixture.audit().database().execute("alter table holdfast_keys.audit_subject_key rename to elsewhere");
        fixture.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(subjects.seal(event))
                .as("recorded again after an unanswered commit")
                .isEqualTo(sealed);
        fixture.advance(Duration.ofNanos(1));
        assertThatThrownBy(() -> subjects.seal(event)).hasMessageContaining("audit_subject_key");
    }

    @Test
    void rewrapAll_afterARotation_leavesNothingUnderTheOldKey() {
        append(about(CAROL).build());
        append(about(EVE).build());
        fixture.rotateWrapping("k2");
        assertThat(subjects.rewrapAll()).isEqualTo(new Subjects.Rewrapped(2, 0));
        assertThat(subjects.rewrapAll()).isEqualTo(new Subjects.Rewrapped(0, 0));
        fixture.setWrapping(fixture.wrapping().withStatus("k1", KeyStatus.RETIRED));
        assertThat(stored(AuditFilter.any()))
                .map(event -> revealed(fixture.subjects(), event))
                .hasOnlyElementsOfType(Plain.class);
    }

    @Test
    void rewrapAll_keyOfAnUnknownRing_isCountedAndStays() {
        append(about(CAROL).build());
        fixture.rotateWrapping("k2");
        fixture.setWrapping(fixture.wrapping().withStatus("k1", KeyStatus.RETIRED));
        assertThat(subjects.rewrapAll()).isEqualTo(new Subjects.Rewrapped(0, 1));
        fixture.setWrapping(fixture.wrapping().withStatus("k1", KeyStatus.RETIRING));
        assertThat(revealed(subjects, stored(AuditFilter.any()).get(0))).isInstanceOf(Plain.class);
    }

    @Test
    void find_byTheRealId_findsEventsUnderEveryPseudonym() {
        append(about(CAROL).build());
        fixture.rotateHashing("k2");
        SecurityEvent later = append(about(CAROL).build());
        append(about(EVE).build());
        Pseudonyms pseudonyms = fixture.pseudonyms();
        assertThat(stored(AuditFilter.any().withActorAmong(pseudonyms.searchable(CAROL))))
                .hasSize(2);
        assertThat(stored(AuditFilter.any().withTargetAmong("customer", pseudonyms.searchable(CAROL))))
                .hasSize(2);
        assertThat(stored(AuditFilter.any().withActor(pseudonyms.of(CAROL))))
                .extracting(SecurityEvent::id)
                .containsExactly(later.id());
        assertThat(stored(AuditFilter.any().withTargetAmong("loan", pseudonyms.searchable(CAROL))))
                .isEmpty();
    }

    @Test
    void pseudonym_givenAsAName_isNotTakenForThePerson() {
        String forged = fixture.pseudonyms().of(CAROL);
        assertThat(fixture.pseudonyms().of(forged)).isNotEqualTo(forged);
        assertThat(fixture.pseudonyms().of("42")).isEqualTo("42");
        assertThat(fixture.pseudonyms().searchable("42")).containsExactly("42");
    }

    @Test
    void toString_ofEverythingThatWorks_holdsNoPersonAndNoKey() {
        String id = subjects.keyOf(CAROL);
        assertThat(List.of(subjects, fixture.pseudonyms(), new ErasureHold.Person(CAROL, List.of(id))))
                .noneMatch(each -> each.toString().contains("carol"));
    }
}
