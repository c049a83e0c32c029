package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.secret.Binding;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.secret.Sealer;
import dev.holdfast.core.secret.Secret;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The keys of persons: made, read, unwrapped, and for a while at hand. Thread-safe. */
final class SubjectKeys {
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 16;

    private final SubjectHost host;
    private final KeyStore store;
    private final Sealer wrapper;
    private final Supplier<KeyRing> ring;
    private final ExpiringCache<Material> materials;
    private final ExpiringCache<String> ids;

    SubjectKeys(SubjectHost host, SubjectPolicy policy, Supplier<KeyRing> ring) {
        this.host = host;
        this.store = new KeyStore(host.namespace());
        this.wrapper = Sealer.of(Subjects.KEY_PURPOSE, ring, host.random());
        this.ring = ring;
        this.materials = new ExpiringCache<>(policy, host.ticker());
        this.ids = new ExpiringCache<>(policy, host.ticker());
    }

    /** A key in the clear, or nothing where it was destroyed. */
    record Material(@Nullable Secret secret) {}

    KeyStore store() {
        return store;
    }

    /** The id of the person's key, made when there is none. */
    String idOf(List<HashTag> tags) {
        String name = StoredKey.hex(tags.get(0).hash());
        Optional<String> known = ids.get(name);
        if (known.isPresent()) {
            return known.get();
        }
        long start = host.ticker().read();
        StoredKey key = host.runner().call(own -> store.find(own, tags)).orElseGet(() -> made(tags));
        ids.put(name, key.id(), start);
        return key.id();
    }

    private StoredKey made(List<HashTag> tags) {
        HashTag tag = tags.get(0);
        String id = newId();
        Sealed wrapped = wrapper.seal(Secret.random(host.random(), KEY_BYTES), binding(id, StoredKey.hex(tag.hash())));
        StoredKey fresh = new StoredKey(id, StoredKey.hex(tag.hash()), wrapped);
        host.runner().run(own -> store.add(own, tag, fresh, now()));
        // In another transaction: at REPEATABLE READ the first one would not see the row of another node.
        return host.runner().call(own -> store.find(own, tags)).orElseThrow();
    }

    /** The key for writing, at hand or read; empty when no such key was ever made. */
    Optional<Material> forWriting(String id) {
        Optional<Material> known = materials.get(id);
        if (known.isPresent()) {
            return known;
        }
        long start = host.ticker().read();
        Optional<StoredKey> stored = Optional.ofNullable(
                host.runner().call(own -> store.byId(own, List.of(id))).get(id));
        Optional<Material> material = stored.map(this::unwrapped);
        material.ifPresent(value -> materials.put(id, value, start));
        return material;
    }

    /** Keys for reading: asked of the database each time, so that an erasure is seen everywhere at once. */
    Map<String, StoredKey> forReading(DSLContext tx, Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : store.byId(tx, ids);
    }

    Material unwrapped(StoredKey key) {
        Sealed wrapped = key.wrapped();
        return new Material(wrapped == null ? null : wrapper.open(wrapped, binding(key.id(), key.tag())));
    }

    /** The row as wrapped under the active key. */
    Optional<Sealed> rewrapped(StoredKey key) {
        Sealed wrapped = key.wrapped();
        return wrapped == null ? Optional.empty() : wrapper.reseal(wrapped, binding(key.id(), key.tag()));
    }

    String activeKey() {
        return ring.get().require(Subjects.KEY_PURPOSE).active().id();
    }

    /** Forgets what this node has at hand of a key; the others do at the end of its lifetime. */
    void forget(String id) {
        materials.remove(id);
    }

    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        host.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    OffsetDateTime now() {
        return host.clock().instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** A wrapped key that is put into another person's row does not open. */
    private static Binding binding(String id, String tag) {
        return Binding.of(SubjectKeyTable.NAME, id, tag);
    }
}
