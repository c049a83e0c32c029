package dev.holdfast.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.holdfast.core.architecture.Codebase;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.json.Json;
import dev.holdfast.core.secret.Binding;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.Key;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyStatus;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.secret.Sealer;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.testkit.LeakProbe;
import java.security.SecureRandom;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** No secret in what core prints or throws. */
class LeakTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LeakProbe probe = new LeakProbe();
    private final Secret material = planted(Key.LENGTH);
    private final KeyRing ring = KeyRing.of("test", "k1", material);
    private final Sealer sealer = Sealer.of("test", () -> ring, RANDOM);
    private final Binding row = Binding.of("acme", "anna");
    private final Map<Class<?>, Object> carriers = carriers();

    /** Every public type from which a secret can be reached by its components has an instance with one planted here. */
    @Test
    void carriers_everyPublicType_isPlanted() {
        assertThat(typesHoldingSecrets())
                .containsExactlyInAnyOrderElementsOf(
                        carriers.keySet().stream().map(Class::getName).toList());
    }

    @Test
    void toString_everyCarrier_holdsNoSecret() {
        carriers.values()
                .forEach(carrier -> probe.assertAbsent(
                        carrier.toString(),
                        String.valueOf(carrier),
                        List.of(carrier).toString(),
                        Map.of("k", carrier).toString()));
    }

    @Test
    void messages_everyMisuse_holdNoSecret() {
        String text = probe.secret("hunter2-hunter2-hunter2");
        Sealed sealed = sealer.seal(Secret.ofText(text), row);
        probe.secret(sealed.bytes());
        List<ThrowingCallable> misuses = List.of(
                () -> Key.active("k1", Secret.ofText(text)),
                () -> KeyRing.of("test", "k1", material).rotate("k2", material),
                () -> ring.rotate("k1", planted(Key.LENGTH)),
                () -> ring.withStatus("k1", KeyStatus.COMPROMISED),
                () -> ring.activate("k9"),
                () -> sealer.open(sealed, Binding.of("other")),
                () -> sealer.open(new Sealed("k9", sealed.bytes()), row),
                () -> sealer.open(new Sealed("k1", Arrays.copyOf(sealed.bytes(), 20)), row),
                () -> sealer.open(new Sealed("k1", new byte[3]), row),
                () -> KeyedHash.of("other", () -> ring),
                () -> Sealer.of("other", () -> ring, RANDOM),
                () -> Json.read("{\"password\":\"" + text + "\",}"),
                () -> Json.read("\"" + text),
                () -> Metadata.ofJson("[\"" + text + "\"]"),
                () -> RequestContext.none().withClient(text, null),
                () -> {
                    throw DatabaseException.of(
                            "insert", new SQLException("failed\n  Detail: Key (token)=(" + text + ")"));
                },
                () -> {
                    throw DatabaseException.of(
                            "insert", new BatchUpdateException("Batch entry 0 " + text, "23505", new int[0]));
                },
                () -> {
                    throw DatabaseException.of("insert", new SQLException("bad input: \"" + text + "\"", "22P02"));
                });
        misuses.forEach(misuse -> probe.assertNotIn(thrownBy(misuse)));
    }

    /** The probe itself: a type that prints its secret is found. */
    @Test
    void probe_typeThatLeaks_isFound() {
        record Leaking(String token) {}
        String secret = probe.secret("hunter2-hunter2");
        assertThat(thrownBy(() -> probe.assertAbsent(new Leaking(secret).toString())))
                .isInstanceOf(AssertionError.class);
    }

    private Map<Class<?>, Object> carriers() {
        Token token = TokenFormat.of("hfst", RANDOM).mint(UUID.randomUUID());
        probe.secret(token.text().exposeText());
        KeyedHash hash = KeyedHash.of("test", () -> ring);
        HashTag tag = hash.tag(material);
        probe.secret(tag.hash());
        Sealed sealed = sealer.seal(material, row);
        probe.secret(sealed.bytes());
        Map<Class<?>, Object> made = new LinkedHashMap<>();
        List.of(material, token, tag, sealed, ring, ring.active(), hash, sealer)
                .forEach(carrier -> made.put(carrier.getClass(), carrier));
        return made;
    }

    /** Public types with a secret, a hash or a sealed value in a field, at any depth, or in a supplier's argument. */
    private static Set<String> typesHoldingSecrets() {
        Set<String> holding =
                new HashSet<>(Set.of(Secret.class.getName(), HashTag.class.getName(), Sealed.class.getName()));
        Deque<JavaClass> changed = new ArrayDeque<>();
        List<JavaClass> types =
                Codebase.production("dev.holdfast.core").imported().stream().toList();
        do {
            changed.clear();
            types.stream()
                    .filter(type -> !holding.contains(type.getName()))
                    .filter(type -> type.getFields().stream()
                            .flatMap(field -> field.getAllInvolvedRawTypes().stream())
                            .anyMatch(part -> holding.contains(part.getName())))
                    .forEach(changed::add);
            changed.forEach(type -> holding.add(type.getName()));
        } while (!changed.isEmpty());
        Set<String> visible = new TreeSet<>();
        types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName)
                .filter(holding::contains)
                .forEach(visible::add);
        return visible;
    }

    /** Types that hold no secret, and still must not print what they were handed for a moment. */
    @Test
    void toString_others_holdNoSecret() {
        AuditTrail trail = AuditTrail.of(AuditSink.discarding(), AuditSink.discarding(), Clock.systemUTC());
        Function<Object, String> print = String::valueOf;
        try (RequestScope scope = RequestScope.open(RequestContext.none())) {
            probe.assertAbsent(
                    print.apply(scope),
                    print.apply(trail),
                    print.apply(trail.event(Action.of("token.issue"))
                            .with("token", material)
                            .build()),
                    print.apply(TokenFormat.of("hfst", RANDOM)));
        }
    }

    private Secret planted(int bytes) {
        Secret secret = Secret.random(RANDOM, bytes);
        probe.secret(secret.exposeBytes());
        return secret;
    }

    private static Throwable thrownBy(ThrowingCallable work) {
        try {
            work.call();
        } catch (Throwable failure) {
            return failure;
        }
        throw new AssertionError("nothing was thrown");
    }
}
