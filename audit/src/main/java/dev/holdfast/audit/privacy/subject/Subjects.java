package dev.holdfast.audit.privacy.subject;

import dev.holdfast.audit.privacy.internal.EventCipher;
import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.audit.privacy.subject.RevealResult.Unreadable;
import dev.holdfast.audit.privacy.subject.SubjectKeys.Material;
import dev.holdfast.core.Require;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Sealer;
import dev.holdfast.core.secret.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/**
 * The persons whom events are about, and a random key for each: what an event tells of its person is encrypted under it with
 * AES-256-GCM, so that destroying the key erases the person wherever the ciphertext lies, and breaks no proof.
 *
 * <p>A host asks {@link #keyOf} for the id that it puts into the event ({@code data(..)}); the log's door encrypts; {@link
 * #reveal} shows the plain event to whoever is allowed to see it, which is the host's to decide and to record. Keys are
 * wrapped by a ring of the host's. Thread-safe.
 */
public final class Subjects {
    /** The purpose of the ring that wraps the keys of persons. */
    public static final String KEY_PURPOSE = "audit-subject-key";

    static final int MAX_SUBJECT = 200;

    private final SubjectHost host;
    private final Pseudonyms pseudonyms;
    private final SubjectKeys keys;
    private final EventCipher cipher;

    private Subjects(SubjectHost host, SubjectPolicy policy, Supplier<KeyRing> ring, Pseudonyms pseudonyms) {
        this.host = host;
        this.pseudonyms = pseudonyms;
        this.keys = new SubjectKeys(host, policy, ring);
        this.cipher = new EventCipher(host.random(), pseudonyms);
    }

    /**
     * The persons of a log.
     *
     * @param host what they work with
     * @param policy how long keys are at hand
     * @param ring the keys of the purpose {@value #KEY_PURPOSE}, asked at each use
     * @param pseudonyms take the place of personal ids, and recognise persons
     * @return the persons
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public static Subjects of(SubjectHost host, SubjectPolicy policy, Supplier<KeyRing> ring, Pseudonyms pseudonyms) {
        return new Subjects(host, policy, ring, pseudonyms);
    }

    /**
     * The id of a person's key, which is random and tells nothing of the person; made at the first time.
     *
     * <p><em>Transaction.</em> Owns: a key whose making were rolled back with the caller would leave events that nobody
     * can read. Asks the database once in the policy's lifetime.
     *
     * <p>Of an erased person the id goes on to be given: events that name it are recorded without personal parts.
     *
     * @param subject the host's id of the person, at most {@value #MAX_SUBJECT} characters; of no other one in any tenant,
     *     since who is erased under an id is erased for all of them
     * @return the id, for {@code SecurityEvent.Builder.data}
     * @throws IllegalArgumentException when the id is blank or too long
     */
    public String keyOf(String subject) {
        return keys.idOf(pseudonyms.subjectTags(Require.text("subject", subject, MAX_SUBJECT)));
    }

    /**
     * The event as it may be stored: its personal parts encrypted if it names a person, left out if that one is erased.
     * The log's door calls it.
     *
     * <p><em>Transaction.</em> Owns the reading of a key that is not at hand.
     *
     * @param event what happened, in plain
     * @return the event to store
     * @throws IllegalArgumentException when the event names a key that was never made
     */
    public SecurityEvent seal(SecurityEvent event) {
        String keyId = event.subjectKeyId();
        if (keyId == null) {
            return pseudonyms.apply(event);
        }
        Material key = keys.forWriting(keyId)
                .orElseThrow(() -> new IllegalArgumentException("subjectKeyId of event " + event.id()
                        + " must be given by Subjects.keyOf, but no such key was made"));
        Secret secret = key.secret();
        return secret == null ? cipher.erased(event) : cipher.sealed(event, keyId, secret);
    }

    /**
     * Shows one event in plain, as {@link #reveal(DSLContext, List)}.
     *
     * @param tx the transaction to read in
     * @param event as the log gives it
     * @return what became of it
     */
    public RevealResult reveal(DSLContext tx, SecurityEvent event) {
        return reveal(tx, List.of(event)).get(0);
    }

    /**
     * Shows events in plain, reading their keys with one statement.
     *
     * <p><em>Transaction.</em> Joins. Keys are asked of the database each time, so that from the commit of an erasure on
     * no node reveals the person; a transaction whose snapshot is older still does.
     *
     * <p><em>Security note.</em> Who may see personal data, and the record that they did, are the host's.
     *
     * @param tx the transaction to read in
     * @param events as the log gives them
     * @return what became of each, in order
     */
    public List<RevealResult> reveal(DSLContext tx, List<SecurityEvent> events) {
        Set<String> ids = new HashSet<>();
        events.stream().filter(EventCipher::isSealed).forEach(event -> ids.add(String.valueOf(event.subjectKeyId())));
        Map<String, StoredKey> stored = keys.forReading(tx, ids);
        return events.stream().map(event -> reveal(stored, event)).toList();
    }

    /**
     * What a run of {@link #rewrapAll} did.
     *
     * @param rewrapped keys that are now under the active key of the ring
     * @param unreadable keys that did not open, which the log names
     */
    public record Rewrapped(int rewrapped, int unreadable) {}

    /**
     * Wraps every key under the active key of the ring. Call it after a rotation, again until it gives 0, and only then
     * retire the old key. No event is touched.
     *
     * <p><em>Transaction.</em> Owns, a hundred keys each. <em>Concurrency.</em> Several nodes may run it at once; a
     * key that is being destroyed is passed over, and never comes back.
     *
     * @return what was done
     */
    public Rewrapped rewrapAll() {
        return new KeyRewrap(host.runner(), keys).run();
    }

    private RevealResult reveal(Map<String, StoredKey> stored, SecurityEvent event) {
        if (EventCipher.isErased(event)) {
            return new RevealResult.Erased(event);
        }
        if (!EventCipher.isSealed(event)) {
            return new RevealResult.Plain(event);
        }
        StoredKey key = stored.get(event.subjectKeyId());
        if (key == null) {
            return new Unreadable(event, Unreadable.Reason.KEY_MISSING);
        }
        try {
            Secret secret = keys.unwrapped(key).secret();
            return secret == null ? new RevealResult.Erased(event) : opened(event, key.id(), secret);
        } catch (Sealer.UnsealException unwrapped) {
            return new Unreadable(event, Unreadable.Reason.KEY_UNREADABLE);
        }
    }

    private RevealResult opened(SecurityEvent event, String keyId, Secret key) {
        Optional<SecurityEvent> whole = cipher.opened(event, keyId, key);
        return whole.isPresent()
                ? new RevealResult.Plain(whole.get())
                : new Unreadable(event, Unreadable.Reason.ALTERED);
    }

    SubjectKeys keys() {
        return keys;
    }

    Pseudonyms pseudonyms() {
        return pseudonyms;
    }
}
