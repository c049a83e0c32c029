package dev.holdfast.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class ExportFormatProperties {
    private static final Instant NOW = Instant.parse("2026-03-14T15:09:26.535897Z");
    private static final ExportProduct PRODUCT = ExportFormatContractTest.PRODUCT;
    private static final List<String> OCSF_BASE = List.of(
            "category_uid",
            "category_name",
            "class_uid",
            "class_name",
            "activity_id",
            "activity_name",
            "type_uid",
            "type_name",
            "severity_id",
            "severity",
            "status_id",
            "status",
            "status_code",
            "status_detail",
            "time",
            "message",
            "metadata",
            "unmapped");
    private static final List<String> HEAD =
            ExportParsers.csv(ExportFormat.csv().head()).get(0);

    @Provide
    Arbitrary<StoredEvent> events() {
        Arbitrary<SecurityEvent> events = EventArbitraries.around(NOW);
        return Combinators.combine(
                        events, Arbitraries.longs().between(0, 86_400_000_000L), Arbitraries.of(Origin.class))
                .as((event, micros, origin) -> new StoredEvent(event, NOW.plusNanos(micros * 1000), origin));
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void ndjson_anyEvent_comesBackEqual(@ForAll("events") StoredEvent stored) {
        String line = ExportFormat.ndjson().entry(stored);

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(ExportParsers.ndjson(line)).isEqualTo(stored);
    }

    @Example
    void ndjson_numbers_keepEveryDigit() {
        List<String> numbers = List.of("9007199254740993", "1.500", "0.1000000000000000055511151231257827", "-0");
        List<Object> values = new ArrayList<>();
        numbers.forEach(number -> values.add(new BigDecimal(number)));
        SecurityEvent event = SecurityEvent.builder(AuditFixture.idAt(NOW), NOW, AuditFixture.ACTION)
                .with("n", values)
                .with("big", new BigDecimal("1e400"))
                .build();
        assertThat(ExportFormat.ndjson().entry(new StoredEvent(event, NOW, Origin.LIVE)))
                .contains("[9007199254740993,1.500,0.1000000000000000055511151231257827,0]")
                .contains("\"big\":1" + "0".repeat(400) + "}");
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void csv_anyEvent_isHarmlessAndComesBack(@ForAll("events") StoredEvent stored) {
        List<List<String>> records = ExportParsers.csv(ExportFormat.csv().entry(stored));
        assertThat(records).hasSize(1);
        List<String> cells = records.get(0);
        assertThat(cells).hasSameSizeAs(HEAD);
        for (String cell : cells) {
            assertThat(cell == null ? "" : cell.strip()).doesNotStartWith("=").doesNotStartWith("+");
            assertThat(cell == null ? "" : cell).doesNotMatch("(?s)[-@\t\r\n=+].*");
        }
        SecurityEvent event = stored.event();
        assertThat(cell(cells, "id")).isEqualTo(event.id().toString());
        assertThat(cell(cells, "actor_id")).isEqualTo(event.actor().id());
        assertThat(cell(cells, "actor_name")).isEqualTo(event.actor().name());
        assertThat(cell(cells, "user_agent")).isEqualTo(event.context().userAgent());
        assertThat(cell(cells, "metadata")).isEqualTo(event.metadata().json());
        assertThat(cell(cells, "target_id"))
                .isEqualTo(
                        event.targets().isEmpty()
                                ? null
                                : event.targets().get(0).id());
    }

    @Example
    void csv_formulas_areGuardedAndApostrophesDoubled() {
        for (String text : List.of("=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "\uFF1D1", "|cmd", "'=1", "'")) {
            assertThat(userAgent(text)).as(text).isEqualTo("'" + text);
        }
        for (String text : List.of("a=1", "1-1", "a@b.example", "\u00e9", "")) {
            assertThat(userAgent(text)).as(text).isEqualTo(text);
        }
        assertThat(userAgent(null)).isNull();
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void cef_anyEvent_isOneLineAndComesBack(@ForAll("events") StoredEvent stored) {
        String line = ExportFormat.cef(PRODUCT).entry(stored);
        assertThat(line.lines()).hasSize(1);
        Map<String, String> values = ExportParsers.cef(line);
        SecurityEvent event = stored.event();
        assertThat(values)
                .containsEntry("0", "CEF:0")
                .containsEntry("1", PRODUCT.vendor())
                .containsEntry("2", PRODUCT.name())
                .containsEntry("4", event.action().name())
                .containsEntry("externalId", event.id().toString())
                .containsEntry("suid", blanked(event.actor().id()))
                .containsEntry("outcome", event.outcome().name());
        assertThat(Integer.parseInt(values.get("6"))).isBetween(0, 10);
        assertThat(values.get("reason")).isEqualTo(blanked(event.reason()));
        assertThat(values.get("requestClientApplication"))
                .isEqualTo(blanked(event.context().userAgent()));
        String metadata = blanked(event.metadata().json());
        assertThat(values.get("cs6"))
                .satisfies(kept -> assertThat(kept.length()).isLessThanOrEqualTo(4000));
        if (metadata.length() <= 4000) {
            assertThat(values).containsEntry("cs6", metadata);
        } else {
            assertThat(values.get("cs6")).endsWith("…[cut]");
        }
    }

    /** What version 1.1.0 requires of the classes used, and what it says of their numbers. */
    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void ocsf_anyEvent_hasWhatItsClassRequires(@ForAll("events") StoredEvent stored) {
        String line = ExportFormat.ocsf(PRODUCT).entry(stored);
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        Map<?, ?> all = (Map<?, ?>) Json.read(line);
        int type = number(all, "class_uid");
        int activity = number(all, "activity_id");
        assertThat(number(all, "category_uid")).isEqualTo(type == 0 ? 0 : 3);
        assertThat(number(all, "type_uid")).isEqualTo(type * 100 + activity);
        assertThat(number(all, "severity_id")).isBetween(1, 5);
        assertThat(all.get("time"))
                .isEqualTo(BigDecimal.valueOf(stored.event().occurredAt().toEpochMilli()));
        assertThat(keys(all)).contains("metadata", "status_id", "status_code", "message");
        Map<?, ?> metadata = (Map<?, ?>) all.get("metadata");
        assertThat(metadata.get("version")).isEqualTo("1.1.0");
        assertThat(keys((Map<?, ?>) metadata.get("product"))).contains("vendor_name", "name");
        switch (type) {
            case 0 -> assertThat(activity).isEqualTo(99);
            case 3001 -> {
                assertThat(activity).isIn(1, 2, 3, 4, 5, 6, 9, 99);
                assertThat(keys((Map<?, ?>) all.get("user"))).contains("uid");
            }
            case 3002 -> {
                assertThat(activity).isIn(1, 2, 99);
                assertThat(keys((Map<?, ?>) all.get("user"))).contains("uid");
                assertThat(keys(all)).contains("service");
            }
            case 3004 -> {
                assertThat(activity).isIn(1, 2, 3, 4, 99);
                assertThat(keys((Map<?, ?>) all.get("entity"))).contains("uid", "type");
            }
            default -> throw new AssertionError("class " + type + " is in no table");
        }
        assertThat(((Map<?, ?>) all.get("unmapped")).get("metadata"))
                .isEqualTo(stored.event().metadata().values());
    }

    /**
     * What a validator of the schema refuses besides: attributes and numbers it does not know. The lists are those of version
     * 1.1.0 of what may occur here; what has no place among them stands under {@code unmapped}.
     */
    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void ocsf_anyEvent_hasNothingItsClassDoesNotKnow(@ForAll("events") StoredEvent stored) {
        Map<?, ?> all = (Map<?, ?>) Json.read(ExportFormat.ocsf(PRODUCT).entry(stored));
        List<String> known = new ArrayList<>(OCSF_BASE);
        switch (number(all, "class_uid")) {
            case 3001 -> known.addAll(List.of("actor", "user", "src_endpoint"));
            case 3002 -> known.addAll(List.of("actor", "user", "service", "src_endpoint"));
            case 3004 -> known.addAll(List.of("actor", "entity"));
            default -> assertThat(number(all, "class_uid")).isZero();
        }
        assertThat(keys(all)).isSubsetOf(known);
        assertThat(number(all, "status_id")).isIn(0, 1, 2);
        assertThat(keys((Map<?, ?>) all.get("metadata")))
                .isSubsetOf("version", "product", "uid", "log_name", "logged_time", "correlation_uid");
        Stream.of(all.get("user"), actorUser(all)).filter(Objects::nonNull).forEach(user -> {
            assertThat(keys((Map<?, ?>) user)).isSubsetOf("uid", "name", "type_id", "type");
            assertThat(number((Map<?, ?>) user, "type_id")).isIn(0, 1, 3, 99);
        });
        if (all.get("entity") instanceof Map<?, ?> entity) {
            assertThat(keys(entity)).isSubsetOf("uid", "name", "type");
        }
    }

    private static Object actorUser(Map<?, ?> all) {
        return all.get("actor") instanceof Map<?, ?> actor ? actor.get("user") : null;
    }

    private static String userAgent(String text) {
        SecurityEvent event = SecurityEvent.builder(AuditFixture.idAt(NOW), NOW, AuditFixture.ACTION)
                .context(RequestContext.none().withClient(null, text))
                .build();
        String entry = ExportFormat.csv().entry(new StoredEvent(event, NOW, Origin.LIVE));
        return ExportParsers.csv(entry).get(0).get(HEAD.indexOf("user_agent"));
    }

    /** A value as whoever reads the file takes it: one leading apostrophe away. */
    private static String cell(List<String> cells, String column) {
        String cell = cells.get(HEAD.indexOf(column));
        return cell != null && cell.startsWith("'") ? cell.substring(1) : cell;
    }

    private static String blanked(String text) {
        return text == null ? null : text.replaceAll("[\u000B\f\u0085\u2028\u2029]", " ");
    }

    private static int number(Map<?, ?> map, String key) {
        return ((BigDecimal) map.get(key)).intValueExact();
    }

    private static List<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).toList();
    }
}
