package dev.holdfast.audit.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditQuery;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.privacy.subject.ErasureHold;
import dev.holdfast.audit.privacy.subject.ErasureResult;
import dev.holdfast.audit.privacy.subject.RevealResult;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events about a person recorded while the person is erased, by nodes with the key at hand and without. */
class ErasureRaceTest {
    private static final int CONTENDERS = 8;

    private final PrivacyFixture fixture = PrivacyFixture.create();
    private final Subjects subjects = fixture.subjects();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void append_whileThePersonIsErased_isReadableByNobodyAfterwards() throws SQLException {
        RaceReport<ErasureResult> report = Race.on(fixture.audit().database())
                .contenders(CONTENDERS)
                .rounds(Rounds.of(100))
                .prepare((connection, round) -> {
                    String subject = "person-" + round + "@mail.example";
                    // Of every other person the first event is still to come: then the makings of the key race, too.
                    return round % 2 == 0 ? new Person(subject, subjects.keyOf(subject)) : new Person(subject, "");
                })
                .run(this::eraseOrAppend);
        assertThat(report.committedPerRound(ErasureResult.Erased.class::isInstance))
                .containsOnly(1L);
        assertThat(fixture.audit().count()).isEqualTo((long) CONTENDERS * report.rounds());
        assertThat(readable()).isZero();
        assertThat(fixture.audit()
                        .database()
                        .queryLong("select count(*) from holdfast_keys.audit_subject_key where wrapped is not null"))
                .isZero();
    }

    @Test
    void erase_byManyAtOnce_isDoneAndRecordedOnce() throws SQLException {
        RaceReport<ErasureResult> report = Race.on(fixture.audit().database())
                .contenders(CONTENDERS)
                .rounds(Rounds.of(100))
                .prepare((connection, round) -> "person-" + round + "@mail.example")
                .run(contender -> fixture.erasures(fixture.subjects(), ErasureHold.none())
                        .erase(
                                DSL.using(contender.connection(), SQLDialect.POSTGRES),
                                contender.state(),
                                Actor.system("race"),
                                "gdpr_art_17"));
        assertThat(report.committedPerRound(ErasureResult.Erased.class::isInstance))
                .containsOnly(1L);
        assertThat(report.committedPerRound(ErasureResult.AlreadyErased.class::isInstance))
                .containsOnly(CONTENDERS - 1L);
        assertThat(fixture.audit().count()).isEqualTo(report.rounds());
    }

    /** What the row that is left behind is for: without it the next event makes the person anew. */
    @Test
    void append_afterTheRowWasDeletedInstead_isReadable() throws SQLException {
        String subject = "person@mail.example";
        String key = subjects.keyOf(subject);
        fixture.audit().database().execute("delete from holdfast_keys.audit_subject_key where key_id = '" + key + "'");
        Subjects fresh = fixture.subjects();
        fixture.audit().runner().run(tx -> fixture.log(fresh).append(tx, about(fresh, subject)));
        assertThat(readable()).isEqualTo(1);
    }

    /** A person of one round, and the key's id where it was made before. */
    private record Person(String subject, String key) {}

    private ErasureResult eraseOrAppend(Contender<Person> contender) {
        DSLContext tx = DSL.using(contender.connection(), SQLDialect.POSTGRES);
        String subject = contender.state().subject();
        if (contender.index() == contender.round() % CONTENDERS) {
            return fixture.erasures(subjects, ErasureHold.none())
                    .erase(tx, subject, Actor.system("race"), "gdpr_art_17");
        }
        Subjects node = contender.index() % 2 == 0 ? subjects : fixture.subjects();
        fixture.log(node).append(tx, about(node, subject));
        return new ErasureResult.AlreadyErased();
    }

    private SecurityEvent about(Subjects node, String subject) {
        return fixture.audit()
                .event()
                .actor(Actor.user(subject).withName("Somebody"))
                .data(DataClass.RESTRICTED, node.keyOf(subject))
                .build();
    }

    /** How many events about persons can be read by a node that has nothing at hand. */
    private long readable() {
        AuditQuery all = AuditQuery.oldestFirst(AuditFilter.any()).withPageSize(AuditQuery.MAX_PAGE_SIZE);
        List<SecurityEvent> events = fixture.audit().find(all).events().stream()
                .map(StoredEvent::event)
                .filter(event -> event.subjectKeyId() != null)
                .toList();
        assertThat(events).isNotEmpty();
        List<RevealResult> results =
                fixture.audit().runner().call(tx -> fixture.subjects().reveal(tx, events));
        return results.stream().filter(RevealResult.Plain.class::isInstance).count();
    }
}
