package dev.holdfast.audit.privacy.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String CARD = "4111 1111 1111 1111";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Redaction redaction = Redaction.of(RedactionPolicy.defaults());

    private static SecurityEvent.Builder event() {
        return SecurityEvent.builder(AuditFixture.idAt(NOW), NOW, AuditFixture.ACTION);
    }

    private Map<String, ?> redacted(Map<String, ?> facts) {
        return redaction
                .apply(event().metadata(Metadata.of(facts)).build())
                .metadata()
                .values();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "user.Password",
                "oldPasswd",
                "client_secret",
                "x-api-key",
                "API_KEY",
                "Authorization",
                "Set-Cookie",
                "csrfToken",
                "userSSN",
                "card_pin",
                "otp",
                "JSESSIONID",
                "session_id",
                "secret_id",
                "jdbc.connectionString",
                "privateKey",
                "CVV",
                "iban"
            })
    void apply_factUnderASecretsName_isRedactedAtAnyDepth(String name) {
        assertThat(redacted(Map.of(name, "x", "rows", List.of(Map.of(name, Map.of("a", 1))))))
                .isEqualTo(Map.of(name, "[redacted]", "rows", List.of(Map.of(name, "[redacted]"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token_count",
                "step_up_token_id",
                "passwordChangedAt",
                "className",
                "shipping",
                "spinner",
                "optional",
                "author",
                "keyboard",
                "company",
                "panel"
            })
    void apply_factUnderAnInnocentName_isKept(String name) {
        assertThat(redacted(Map.of(name, "x"))).isEqualTo(Map.of(name, "x"));
    }

    @Test
    void apply_flagsAndNullsUnderASecretsName_areKept() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("password", null);
        facts.put("mfa_secret", true);
        assertThat(redacted(facts)).isEqualTo(facts);
    }

    @Test
    void apply_numberOfACard_isRedacted_andOtherNumbersStayNumbers() {
        assertThat(redacted(Map.of("a", 4111111111111111L, "b", 1760000000000000L)))
                .isEqualTo(Map.of("a", "[redacted:card]", "b", new BigDecimal("1760000000000000")));
    }

    @Test
    void apply_secretsAsNames_loseNoFact() {
        Map<String, ?> facts = redacted(Map.of(CARD, 1, "5555 5555 5555 4444", 2));
        assertThat(facts).containsOnlyKeys("[redacted:card]", "[redacted:card]#2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /x?access_token=abc&page=2|GET /x?access_token=[redacted]&page=2",
                "login failed: password=hunter2, retry|login failed: password=[redacted], retry",
                "{\"user\":\"carol\",\"password\":\"hunter2\"}|{\"user\":\"carol\",\"password\":\"[redacted]\"}",
                "Authorization: Bearer mF_9.B5f-4.1JqM|Authorization: Bearer [redacted:auth]",
                "postgres://app:hunter2@db.example/app|postgres://[redacted:url]@db.example/app",
                "token=eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.x|token=[redacted:jwt]",
                "2026 4111 1111 1111 1111 ok|2026 [redacted:card] ok",
                "page=2&sort=name|page=2&sort=name",
                "a=|a=",
                "=b|=b"
            })
    void apply_secretWithinText_isMarkedAndTheRestStays(String text, String expected) {
        assertThat(redacted(Map.of("note", text))).isEqualTo(Map.of("note", expected));
        assertThat(redacted(Map.of("note", expected))).as("again").isEqualTo(Map.of("note", expected));
    }

    @Test
    void apply_secretInAnyTextOfTheEvent_isGone() {
        SecurityEvent event = event().context(RequestContext.of(new Actor(ActorType.USER, CARD, CARD, CARD, CARD))
                        .withTenant(CARD)
                        .withClient("192.0.2.1", CARD)
                        .withGeo(CARD)
                        .withCorrelationId(new CorrelationId("4111111111111111"))
                        .withHttp(new HttpCall("GET", "/" + CARD, null, null)))
                .outcome(Outcome.FAILURE, CARD)
                .target(new Target(CARD, CARD, CARD))
                .change(CARD, CARD, CARD)
                .change("password_hash", "old", "new")
                .with("x", CARD)
                .build();
        SecurityEvent clean = redaction.apply(event);
        assertThat(clean.toString()).doesNotContain("1111").contains("[redacted:card]");
        assertThat(clean.changes().get(1).newValue()).isEqualTo("[redacted]");
        assertThat(clean.context().sourceIp()).isEqualTo("192.0.2.1");
        assertThat(clean.context().correlationId()).isNull();
    }

    @Test
    void apply_secretInOneTextAlone_isFound() {
        Actor seven = Actor.user("7");
        RequestContext none = RequestContext.of(seven);
        Stream.of(
                        event().actor(Actor.user(CARD)),
                        event().actor(seven.withName(CARD)),
                        event().actor(seven.withSession(CARD)),
                        event().actor(seven.withOnBehalfOf(CARD)),
                        event().context(none.withTenant(CARD)),
                        event().context(none.withClient(null, CARD)),
                        event().context(none.withGeo(CARD)),
                        event().context(none.withCorrelationId(new CorrelationId("4111111111111111"))),
                        event().context(none.withHttp(new HttpCall("GET", CARD, null, null))),
                        event().outcome(Outcome.FAILURE, CARD),
                        event().target(Target.of(CARD, "1")),
                        event().target(Target.of("a", CARD)),
                        event().target(new Target("a", "1", CARD)),
                        event().change(CARD, null, null),
                        event().change("a", CARD, null),
                        event().change("a", null, CARD),
                        event().with("a", CARD),
                        event().with(CARD, 1))
                .map(SecurityEvent.Builder::build)
                .forEach(event -> assertThat(redaction.apply(event).toString())
                        .as(event.toString())
                        .doesNotContain("11111111", CARD));
    }

    /** A mark is longer than what it replaces: the event must not be refused for it. */
    @Test
    void apply_longestTextsFullOfSecrets_staysWithinTheModel() {
        String full = "4222222222222 ".repeat(14).substring(0, 195);
        SecurityEvent event = event().actor(Actor.user(full).withName(full))
                .outcome(Outcome.FAILURE, full.substring(0, 97))
                .build();
        SecurityEvent clean = redaction.apply(event);
        assertThat(clean.actor().name()).hasSizeLessThanOrEqualTo(200).doesNotContain("2222");
    }

    @Test
    void apply_eventWithoutSecrets_isEqual() {
        SecurityEvent event = event().actor(Actor.user("carol@mail.example").withName("Carol"))
                .change("address.city", "Graz", "Wien")
                .with("pages", List.of(1, 2))
                .build();
        assertThat(redaction.apply(event)).isSameAs(event);
    }

    @Test
    void policy_hostsNamesAndDetectors_areAdded() {
        ValueDetector badge = new ValueDetector() {
            @Override
            public String kind() {
                return "badge";
            }

            @Override
            public List<Span> find(String text) {
                int at = text.indexOf("B-");
                return at < 0 ? List.of() : List.of(new Span(at, at + 4));
            }
        };
        Redaction own = Redaction.of(RedactionPolicy.defaults()
                .withNames("health_record")
                .allowNames("token_family")
                .withDetector(badge));
        SecurityEvent event = event().with("HealthRecord", "x")
                .with("token_family", "f1")
                .with("door", "by B-42 at noon")
                .build();
        assertThat(own.apply(event).metadata().values())
                .isEqualTo(Map.of(
                        "HealthRecord", "[redacted]", "token_family", "f1", "door", "by [redacted:badge] at noon"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detector_failing_costsTheTextAndNotTheEvent(boolean throwing) {
        ValueDetector broken = new ValueDetector() {
            @Override
            public String kind() {
                return "broken";
            }

            @Override
            public List<Span> find(String text) {
                if (throwing) {
                    throw new IllegalStateException(text);
                }
                return List.of(new Span(0, text.length() + 1));
            }
        };
        SecurityEvent event =
                event().actor(Actor.user("7")).with("a", "hunter2").build();
        SecurityEvent clean = Redaction.of(RedactionPolicy.insecureNothing().withDetector(broken))
                .apply(event);
        assertThat(clean.actor().id()).isEqualTo("[redacted:broken]");
        assertThat(clean.metadata().json()).doesNotContain("hunter2");
    }

    @Test
    void policy_malformedName_isRefused() {
        assertThatThrownBy(() -> new RedactionPolicy(Set.of("Pass_word"), Set.of(), Set.of(), List.of()))
                .hasMessageContaining("name must be 2 to 64 lower-case letters or digits, got 'Pass_word'");
    }
}
