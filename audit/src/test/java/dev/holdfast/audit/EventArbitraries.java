package dev.holdfast.audit;

import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.ActorType;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.Outcome;
import dev.holdfast.core.event.Risk;
import dev.holdfast.core.event.RiskLevel;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Any event the model allows, its texts storable. */
public final class EventArbitraries {
    private EventArbitraries() {}

    /** Events whose ids and times lie within a day of a time. */
    public static Arbitrary<SecurityEvent> around(Instant now) {
        Arbitrary<Long> micros = Arbitraries.longs().between(-43_200_000_000L, 43_200_000_000L);
        // Uniform: near 0 and at the edges two events of one log would share an id.
        Arbitrary<UUID> ids = Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .map(low -> new UUID(AuditFixture.idAt(now).getMostSignificantBits(), (low >>> 2) | Long.MIN_VALUE));
        Arbitrary<SecurityEvent.Builder> begun = Combinators.combine(ids, micros, actions())
                .as((id, shift, action) -> SecurityEvent.builder(id, now.plusNanos(shift * 1000), action));
        return Combinators.combine(begun, judged(), contexts(), targets(), changes(), metadata(), classified())
                .as((builder, judgement, context, targets, changes, metadata, data) -> {
                    judgement.apply(builder);
                    data.apply(builder);
                    builder.context(context).metadata(metadata);
                    targets.forEach(builder::target);
                    changes.forEach(change -> builder.change(change.path(), change.oldValue(), change.newValue()));
                    return builder.build();
                });
    }

    /** One part of an event. */
    private interface Part {
        void apply(SecurityEvent.Builder builder);
    }

    private static Arbitrary<Part> judged() {
        Arbitrary<Risk> risks = Combinators.combine(
                        Arbitraries.of(RiskLevel.class),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.of(true, false))
                .as(Risk::new);
        return Combinators.combine(
                        Arbitraries.of(Category.class),
                        Arbitraries.of(Outcome.class),
                        texts(100).injectNull(0.3),
                        Arbitraries.of(Severity.class),
                        risks)
                .as((category, outcome, reason, severity, risk) -> builder -> builder.category(category)
                        .outcome(outcome, reason)
                        .severity(severity)
                        .risk(risk));
    }

    private static Arbitrary<Part> classified() {
        return Combinators.combine(
                        Arbitraries.of(DataClass.class).injectNull(0.3),
                        texts(100).injectNull(0.3))
                .as((data, key) -> builder -> {
                    if (data != null) {
                        builder.data(data, key);
                    }
                });
    }

    private static Arbitrary<Action> actions() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('_', '0')
                .ofMinLength(1)
                .ofMaxLength(18)
                .map(word -> "a" + word)
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .map(words -> Action.of(String.join(".", words)));
    }

    private static Arbitrary<RequestContext> contexts() {
        Arbitrary<Actor> actors = Combinators.combine(
                        Arbitraries.of(ActorType.class),
                        texts(200),
                        texts(200).injectNull(0.3),
                        texts(200).injectNull(0.3),
                        texts(200).injectNull(0.3))
                .as(Actor::new);
        Arbitrary<CorrelationId> correlations = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("._-")
                .ofMinLength(8)
                .ofMaxLength(64)
                .map(CorrelationId::new);
        Arbitrary<TraceParent> traces = Combinators.combine(
                        hex(32), hex(16), Arbitraries.integers().between(0, 255))
                .as(TraceParent::new);
        Arbitrary<HttpCall> calls = Combinators.combine(
                        texts(16),
                        texts(300),
                        Arbitraries.integers().between(100, 599).injectNull(0.3),
                        Arbitraries.longs()
                                .between(0, Duration.ofDays(365).toNanos())
                                .map(Duration::ofNanos)
                                .injectNull(0.3))
                .as(HttpCall::new);
        return Combinators.combine(
                        actors,
                        texts(200).injectNull(0.3),
                        addresses().injectNull(0.2),
                        Arbitraries.strings().ofMaxLength(512).map(Json::clean).injectNull(0.3),
                        texts(100).injectNull(0.3),
                        correlations.injectNull(0.3),
                        traces.injectNull(0.3),
                        calls.injectNull(0.3))
                .as(RequestContext::new);
    }

    private static Arbitrary<String> addresses() {
        Arbitrary<String> v4 =
                Arbitraries.integers().between(0, 255).list().ofSize(4).map(parts -> join(parts, ".", 10));
        Arbitrary<String> v6 =
                Arbitraries.integers().between(0, 0xFFFF).list().ofSize(8).map(parts -> join(parts, ":", 16));
        return Arbitraries.oneOf(
                v4, v6, Arbitraries.of("::", "::1", "fe80::1", "::ffff:192.0.2.1", "::192.0.2.1", "2001:db8::"));
    }

    private static String join(List<Integer> parts, String separator, int radix) {
        return String.join(
                separator,
                parts.stream().map(part -> Integer.toString(part, radix)).toList());
    }

    private static Arbitrary<List<Target>> targets() {
        return Combinators.combine(texts(64), texts(200), texts(200).injectNull(0.3))
                .as(Target::new)
                .list()
                .ofMaxSize(16);
    }

    private static Arbitrary<List<Change>> changes() {
        return Combinators.combine(texts(200), values().injectNull(0.3), values().injectNull(0.3))
                .as(Change::new)
                .list()
                .ofMaxSize(20);
    }

    /** Small facts, and facts over every bound. */
    private static Arbitrary<Metadata> metadata() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                values().map(text -> text),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ONE.scaleByPowerOfTen(40).negate(), BigDecimal.ONE.scaleByPowerOfTen(40))
                        .ofScale(12)
                        .map(n -> n),
                Combinators.combine(
                                Arbitraries.bigIntegers(),
                                Arbitraries.integers().between(-1200, 1200))
                        .as((digits, scale) -> new BigDecimal(digits, scale)),
                Arbitraries.of(
                        true,
                        false,
                        0,
                        -0.0,
                        1e300,
                        Double.NaN,
                        Long.MIN_VALUE,
                        BigInteger.TEN.pow(999),
                        new BigDecimal("1e2"),
                        new BigDecimal("1.500")));
        Arbitrary<Object> nested = Arbitraries.recursive(
                () -> leaves.injectNull(0.1),
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> list),
                        Arbitraries.maps(values(), inner).ofMaxSize(3).map(map -> map)),
                0,
                6);
        return Arbitraries.oneOf(
                Arbitraries.maps(values(), nested).ofMaxSize(6).map(Metadata::of),
                Arbitraries.maps(Arbitraries.strings().ofMinLength(1).ofMaxLength(8), leaves)
                        .ofMinSize(60)
                        .ofMaxSize(70)
                        .map(Metadata::of),
                Arbitraries.integers().between(1, 30).map(count -> large(count)));
    }

    private static Metadata large(int count) {
        Metadata metadata = Metadata.empty();
        for (int i = 0; i < count; i++) {
            metadata = metadata.with("key" + i, "\u00e4\u20ac".repeat(200 + 40 * i));
        }
        return metadata;
    }

    private static Arbitrary<String> hex(int length) {
        return Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofLength(length - 1)
                .map(rest -> rest + "7");
    }

    /** Not blank, storable, of the whole of Unicode, in the bounds of the model. */
    private static Arbitrary<String> texts(int max) {
        return Arbitraries.strings().ofMaxLength(max - 1).map(text -> Json.clean("x" + text));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of(
                        "", "null", "\\u0000", "\u0000", "\uD800", "\"}", "\uD83D\uDE00", "x".repeat(2100), "_cut"));
    }
}
