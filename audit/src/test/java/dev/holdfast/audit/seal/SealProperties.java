package dev.holdfast.audit.seal;

import static dev.holdfast.audit.seal.SealFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.audit.seal.SealResult.Sealed;
import dev.holdfast.audit.seal.verify.SealVerdict;
import dev.holdfast.audit.seal.verify.SealVerifier;
import dev.holdfast.core.event.SecurityEvent;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class SealProperties {
    private static Instant now;
    private static SealFixture fixture;

    @BeforeContainer
    static void open() {
        now = Clock.systemUTC().instant();
        fixture = new SealFixture();
    }

    @AfterContainer
    static void close() {
        fixture.close();
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void verify_untouchedLog_isNeverAccused(
            @ForAll("histories") List<SecurityEvent> history,
            @ForAll @IntRange(min = 1, max = 9) int batchSize,
            @ForAll("zones") String sealingZone,
            @ForAll("zones") String verifyingZone) {
        AuditSeals seals = fixture.seals(batchSize);
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(sealingZone));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            fixture.audit().append(history.toArray(new SecurityEvent[0]));
            Sealed batch = done(seals.seal());
            while (batch.more()) {
                batch = done(seals.seal());
            }
            TimeZone.setDefault(TimeZone.getTimeZone(verifyingZone));
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(verdict()).isEqualTo(new SealVerdict.Sealed(batch.checkpoint()));
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Example
    void verify_oddRowsWrittenByOtherMeans_areNotAccused() throws SQLException {
        try (SealFixture odd = new SealFixture()) {
            odd.append(1);
            for (String metadata : List.of(
                    "{\"n\": 1e400, \"m\": -1e-400, \"k\": 100, \"k\": 1e2}",
                    "[[[[[[\"\\u00fc\\ud83d\\ude00\\u0001\\u007f\"]]]]]]",
                    "1e100000",
                    "\"\"",
                    "null")) {
                odd.audit().database().execute("""
                        insert into holdfast.audit_event (id, recorded_at, occurred_at, schema_version, risk_score,
                            suspicious, origin, action, category, outcome, severity, actor_type, actor_id, risk_level,
                            source_ip, targets, change_set, metadata)
                        select '%s', '-infinity', occurred_at, 1, 0, false, 'IMPORT', 'a.b', 'DATA', 'SUCCESS', 'INFO',
                            'USER', '', 'NONE', '2001:db8::/32', '[]', '[]', '%s' from holdfast.audit_event limit 1""".formatted(odd.audit().nextId(), metadata));
            }
            assertThat(done(odd.seals(100).seal()).events()).isEqualTo(6);
            SealVerifier verifier = new SealVerifier(odd.log(), odd.signer().key());
            SealVerdict verdict = odd.audit().runner().call(tx -> verifier.verify(tx, List.of()));
            assertThat(verdict).isInstanceOf(SealVerdict.Sealed.class);
        }
    }

    @Provide
    Arbitrary<List<SecurityEvent>> histories() {
        return EventArbitraries.around(now).list().ofMinSize(1).ofMaxSize(20);
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Africa/Monrovia");
    }

    private static SealVerdict verdict() {
        SealVerifier verifier = new SealVerifier(fixture.log(), fixture.signer().key());
        return fixture.audit().runner().call(tx -> verifier.verify(tx, List.of()));
    }
}
