package dev.holdfast.audit.privacy.pseudonym;

import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keyed pseudonyms in the place of ids that identify a person by themselves, such as an e-mail address: equal ids have equal
 * pseudonyms, so that they stay indexed and can be searched for by whoever has the key. Thread-safe.
 *
 * <p>A pseudonym is {@code pseudonym:KEY:HASH}, the name of a key and an HMAC-SHA-256 in Base64url. It cannot be turned back;
 * where the event names a subject, the real id is kept encrypted beside it.
 *
 * <p><em>Security note.</em> Whoever has the key can test a guess. A retired key's pseudonyms are no longer found by the
 * real id, and its erased persons no longer recognised: keep a key retiring for as long as the log goes back.
 */
public final class Pseudonyms {
    /** The purpose of the key ring. */
    public static final String PURPOSE = "audit-pseudonym";

    private static final String SCHEME = "pseudonym:";

    private final KeyedHash hash;
    private final Predicate<String> personal;

    private Pseudonyms(KeyedHash hash, Predicate<String> personal) {
        this.hash = hash;
        this.personal = personal;
    }

    /**
     * Pseudonyms for ids that look like e-mail addresses.
     *
     * @param ring the keys of the purpose {@value #PURPOSE}, asked at each use
     * @return the pseudonyms
     * @throws IllegalArgumentException when the ring is for another purpose
     */
    public static Pseudonyms of(Supplier<KeyRing> ring) {
        return new Pseudonyms(KeyedHash.of(PURPOSE, ring), Pseudonyms::isMailAddress);
    }

    /**
     * The same for other ids.
     *
     * @param test tells whether an id identifies a person by itself; fast, without side effects, and always of the same
     *     opinion
     * @return the pseudonyms
     */
    public Pseudonyms withPersonal(Predicate<String> test) {
        return new Pseudonyms(hash, test);
    }

    /**
     * What stands in the log for an id.
     *
     * @param id the host's id of an actor or a target
     * @return its pseudonym, or the id itself when it does not identify a person
     */
    public String of(String id) {
        return isPersonal(id) ? text(hash.tag(idSecret(id))) : id;
    }

    /**
     * Everything that may stand in the log for an id: to be handed to {@code AuditFilter.withActorAmong} and {@code
     * withTargetAmong}.
     *
     * @param id the host's id
     * @return its pseudonym under each accepted key, and the id itself, under which it stands in older events
     */
    public List<String> searchable(String id) {
        List<String> all = new ArrayList<>();
        if (isPersonal(id)) {
            hash.candidates(idSecret(id)).forEach(tag -> all.add(text(tag)));
        }
        all.add(id);
        return List.copyOf(all);
    }

    /**
     * An event with pseudonyms in the place of personal ids: of its actor, of whom that one acts for, and of its targets.
     *
     * @param event what happened
     * @return the event; the same when it has no such id
     */
    public SecurityEvent apply(SecurityEvent event) {
        Actor actor = event.actor();
        if (!isPersonal(actor.id())
                && !isPersonal(actor.onBehalfOf())
                && event.targets().stream().noneMatch(target -> isPersonal(target.id()))) {
            return event;
        }
        Actor hidden = new Actor(
                actor.type(),
                of(actor.id()),
                actor.name(),
                actor.sessionId(),
                actor.onBehalfOf() == null ? null : of(actor.onBehalfOf()));
        return with(
                event,
                event.context().withActor(hidden),
                event.targets().stream()
                        .map(target -> new Target(target.type(), of(target.id()), target.name()))
                        .toList());
    }

    /**
     * What the table of subject keys knows a person by; other hashes than those in pseudonyms, so that who reads the log
     * recognises nobody there.
     *
     * @param subject the host's id of the person
     * @return one tag for each accepted key, the active one's first
     */
    public List<HashTag> subjectTags(String subject) {
        return hash.candidates(Secret.ofText("subject:" + subject));
    }

    /**
     * Whether an id gets a pseudonym.
     *
     * @param id the host's id, or null
     * @return true for an id that identifies a person by itself, and for one that looks like a pseudonym
     */
    public boolean isPersonal(@Nullable String id) {
        // A caller who gives another's pseudonym as a name must not stand in the log as that one.
        return id != null && (id.startsWith(SCHEME) || personal.test(id));
    }

    private static Secret idSecret(String id) {
        return Secret.ofText("id:" + id);
    }

    private static String text(HashTag tag) {
        return SCHEME
                + tag.keyId()
                + ':'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(tag.hash());
    }

    private static SecurityEvent with(SecurityEvent event, RequestContext context, List<Target> targets) {
        return new SecurityEvent(
                event.id(),
                event.occurredAt(),
                event.action(),
                event.category(),
                event.outcome(),
                event.reason(),
                event.severity(),
                targets,
                context,
                event.risk(),
                event.changes(),
                event.metadata(),
                event.dataClass(),
                event.subjectKeyId(),
                event.schemaVersion());
    }

    private static boolean isMailAddress(String id) {
        int sign = id.indexOf('@');
        return sign > 0 && sign < id.length() - 1;
    }
}
