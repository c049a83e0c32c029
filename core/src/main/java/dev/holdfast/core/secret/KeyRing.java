package dev.holdfast.core.secret;

import dev.holdfast.core.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of one purpose: one makes new values, some others are still accepted.
 *
 * <p>A purpose never shares a key with another, so that rotating one cannot break the other. Features take a
 * {@code Supplier<KeyRing>} and ask it at each use, so that a rotation shows at once. Immutable.
 *
 * @param purpose what the keys are for, such as {@code step-up-token}
 * @param keys the keys, exactly one of them active
 */
public record KeyRing(String purpose, List<Key> keys) {
    private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /**
     * Checks the ring.
     *
     * @throws IllegalArgumentException when the purpose is malformed, an id or a key's material stands twice, or not
     *     exactly one key is active
     */
    public KeyRing {
        Require.matching("purpose", purpose, PURPOSE, "must be lower-case words joined by hyphens");
        keys = List.copyOf(keys);
        long active =
                keys.stream().filter(key -> key.status() == KeyStatus.ACTIVE).count();
        if (active != 1) {
            throw new IllegalArgumentException(
                    "key ring " + purpose + " must have exactly one active key, got " + active);
        }
        if (keys.stream().map(Key::id).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("key ring " + purpose + " must not hold an id twice");
        }
        if (keys.stream().map(Key::material).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("key ring " + purpose + " must not hold the same material twice");
        }
    }

    /**
     * A ring of one active key.
     *
     * @param purpose what it is for
     * @param id the key's id
     * @param material 32 bytes
     * @return the ring
     */
    public static KeyRing of(String purpose, String id, Secret material) {
        return new KeyRing(purpose, List.of(Key.active(id, material)));
    }

    /**
     * The key that makes new values.
     *
     * @return the active key
     */
    public Key active() {
        return keys.stream()
                .filter(key -> key.status() == KeyStatus.ACTIVE)
                .findFirst()
                .orElseThrow();
    }

    /**
     * The keys whose values are accepted: the active one first, then pending and retiring ones.
     *
     * @return at least one key
     */
    public List<Key> accepting() {
        List<Key> accepting = new ArrayList<>(List.of(active()));
        keys.stream()
                .filter(key -> key.status().accepts() && key.status() != KeyStatus.ACTIVE)
                .forEach(accepting::add);
        return List.copyOf(accepting);
    }

    /**
     * An accepted key by its id.
     *
     * @param id the id stored beside a value
     * @return the key, or empty when unknown, retired or compromised
     */
    public Optional<Key> accepted(String id) {
        return keys.stream()
                .filter(key -> key.id().equals(id) && key.status().accepts())
                .findFirst();
    }

    /**
     * This ring when it is for the purpose asked.
     *
     * @param expected the purpose a feature needs
     * @return this
     * @throws IllegalArgumentException when it is for another purpose
     */
    public KeyRing require(String expected) {
        if (!purpose.equals(expected)) {
            throw new IllegalArgumentException("key ring must be for '" + expected + "', got one for '" + purpose
                    + "': each purpose has keys of its own");
        }
        return this;
    }

    /**
     * The ring after a rotation: the new key is active, the old active one is retiring.
     *
     * @param id the new key's id
     * @param material 32 bytes
     * @return the ring
     */
    public KeyRing rotate(String id, Secret material) {
        List<Key> next = new ArrayList<>(List.of(Key.active(id, material)));
        keys.forEach(key -> next.add(key.status() == KeyStatus.ACTIVE ? key.withStatus(KeyStatus.RETIRING) : key));
        return new KeyRing(purpose, next);
    }

    /**
     * The ring after a planned rotation: a key that every node has by now becomes active, the old active one is
     * retiring.
     *
     * @param id the id of a pending or retiring key, or of the active one, which changes nothing
     * @return the ring
     * @throws IllegalArgumentException when no key has the id, or it is retired or compromised
     */
    public KeyRing activate(String id) {
        Key next = required(id);
        if (!next.status().accepts()) {
            throw new IllegalArgumentException("key " + id + " of ring " + purpose
                    + " must be pending or retiring, got " + next.status() + ": rotate to a new key instead");
        }
        return new KeyRing(
                purpose, keys.stream().map(key -> atRotation(key, id)).toList());
    }

    /**
     * The ring with one key at another point of its life.
     *
     * <p>The active key becomes another only through {@link #rotate} or {@link #activate}; a compromised one stays so.
     *
     * @param id the key's id
     * @param status the new status
     * @return the ring
     * @throws IllegalArgumentException when no key has the id, it is compromised, or not exactly one would be active
     */
    public KeyRing withStatus(String id, KeyStatus status) {
        if (required(id).status() == KeyStatus.COMPROMISED && status != KeyStatus.COMPROMISED) {
            throw new IllegalArgumentException("key " + id + " of ring " + purpose
                    + " is compromised for good, cannot become " + status + ": rotate to a new key instead");
        }
        return new KeyRing(
                purpose,
                keys.stream()
                        .map(key -> key.id().equals(id) ? key.withStatus(status) : key)
                        .toList());
    }

    private Key required(String id) {
        return keys.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("key ring " + purpose + " has no key " + id));
    }

    private static Key atRotation(Key key, String activated) {
        if (key.id().equals(activated)) {
            return key.withStatus(KeyStatus.ACTIVE);
        }
        return key.status() == KeyStatus.ACTIVE ? key.withStatus(KeyStatus.RETIRING) : key;
    }
}
