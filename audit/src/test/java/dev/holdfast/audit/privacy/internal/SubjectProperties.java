package dev.holdfast.audit.privacy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.audit.privacy.PrivacyFixture;
import dev.holdfast.audit.privacy.subject.RevealResult;
import dev.holdfast.audit.privacy.subject.RevealResult.Plain;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SubjectProperties {
    private static Instant now;
    private static PrivacyFixture fixture;
    private static Subjects subjects;

    @BeforeContainer
    static void open() {
        now = Clock.systemUTC().instant();
        fixture = PrivacyFixture.create();
        subjects = fixture.subjects();
    }

    @AfterContainer
    static void close() {
        fixture.close();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void reveal_anyEventSealed_isTheEventAgain(@ForAll("events") SecurityEvent event) {
        SecurityEvent sealed = subjects.seal(event);
        assertThat(sealed.metadata().values()).containsOnlyKeys(EventCipher.SEALED);
        assertThat(sealed.context().userAgent()).isNull();
        RevealResult revealed = fixture.audit().runner().call(tx -> subjects.reveal(tx, sealed));
        assertThat(revealed).isInstanceOf(Plain.class);
        // What did not fit is marked, and nothing else is missing.
        boolean cut = ((Map<?, ?>) Json.read(PersonalParts.json(event, fixture.pseudonyms()))).containsKey("cut");
        if (cut) {
            assertThat(revealed.event().metadata().values()).containsEntry(Metadata.CUT_MARK, true);
        } else {
            assertThat(revealed.event()).isEqualTo(event);
        }
    }

    /** As an event comes back from the database: its metadata bounded again. */
    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void seal_anyEvent_isWithinTheModel(@ForAll("events") SecurityEvent event) {
        Metadata sealed = subjects.seal(event).metadata();
        assertThat(Metadata.ofJson(sealed.json())).isEqualTo(sealed);
    }

    @Provide
    Arbitrary<SecurityEvent> events() {
        String key = subjects.keyOf("person@mail.example");
        return EventArbitraries.around(now)
                .map(event -> new SecurityEvent(
                        event.id(),
                        event.occurredAt(),
                        event.action(),
                        event.category(),
                        event.outcome(),
                        event.reason(),
                        event.severity(),
                        event.targets(),
                        event.context(),
                        event.risk(),
                        event.changes(),
                        event.metadata(),
                        event.dataClass(),
                        key,
                        event.schemaVersion()));
    }
}
