package dev.holdfast.audit.privacy.internal;

import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.secret.Binding;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.Sealed;
import dev.holdfast.core.secret.Sealer;
import dev.holdfast.core.secret.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event's personal parts as ciphertext in its metadata: {@code {"_sealed": [text, …]}}, Base64url of what {@link Sealer}
 * gives, in texts as long as metadata takes. Bound to the event's id, so that it does not open in another row. Thread-safe.
 */
public final class EventCipher {
    /** The fact that holds the ciphertext. */
    static final String SEALED = "_sealed";

    /** The fact that says that the person was erased before the event was recorded. */
    static final String ERASED = "_erased";

    private static final String PURPOSE = "audit-subject-data";

    private final SecureRandom random;
    private final Pseudonyms pseudonyms;

    /**
     * A cipher.
     *
     * @param random where nonces come from
     * @param pseudonyms take the place of personal ids
     */
    public EventCipher(SecureRandom random, Pseudonyms pseudonyms) {
        this.random = random;
        this.pseudonyms = pseudonyms;
    }

    /** The event with its personal parts as ciphertext. */
    public SecurityEvent sealed(SecurityEvent event, String keyId, Secret key) {
        String json = PersonalParts.json(event, pseudonyms);
        // Repeatably: an event whose commit was not answered is recorded again, and known by its row.
        Sealed sealed = sealer(keyId, key).sealRepeatably(Secret.ofText(json), binding(event, keyId));
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.bytes());
        List<String> chunks = new ArrayList<>();
        for (int at = 0; at < text.length(); at += Metadata.MAX_TEXT) {
            chunks.add(text.substring(at, Math.min(text.length(), at + Metadata.MAX_TEXT)));
        }
        return PersonalEvent.without(event, pseudonyms, Metadata.of(Map.of(SEALED, chunks)));
    }

    /** The event without its personal parts, for good. */
    public SecurityEvent erased(SecurityEvent event) {
        return PersonalEvent.without(event, pseudonyms, Metadata.of(Map.of(ERASED, true)));
    }

    /** Whether an event holds ciphertext. */
    public static boolean isSealed(SecurityEvent event) {
        return event.subjectKeyId() != null && event.metadata().values().containsKey(SEALED);
    }

    /** Whether an event was recorded of a person who was erased before. */
    public static boolean isErased(SecurityEvent event) {
        return event.subjectKeyId() != null
                && Boolean.TRUE.equals(event.metadata().values().get(ERASED));
    }

    /** The event with its personal parts in plain; empty when they were altered or belong to another event. */
    public Optional<SecurityEvent> opened(SecurityEvent event, String keyId, Secret key) {
        byte[] bytes = bytes(event.metadata().values().get(SEALED));
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            Secret json = sealer(keyId, key).open(new Sealed(keyId, bytes), binding(event, keyId));
            return Optional.of(PersonalEvent.restored(event, json.exposeText()));
        } catch (Sealer.UnsealException altered) {
            return Optional.empty();
        }
    }

    private static byte @Nullable [] bytes(@Nullable Object chunks) {
        StringBuilder text = new StringBuilder();
        if (chunks instanceof List<?> list) {
            list.forEach(text::append);
        }
        try {
            return text.length() == 0 ? null : Base64.getUrlDecoder().decode(text.toString());
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private Sealer sealer(String keyId, Secret key) {
        KeyRing ring = KeyRing.of(PURPOSE, keyId, key);
        return Sealer.of(PURPOSE, () -> ring, random);
    }

    private static Binding binding(SecurityEvent event, String keyId) {
        return Binding.of("audit_event", event.id().toString(), keyId);
    }
}
