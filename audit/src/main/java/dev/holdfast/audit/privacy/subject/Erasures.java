package dev.holdfast.audit.privacy.subject;

import dev.holdfast.audit.privacy.subject.ErasureHold.Person;
import dev.holdfast.core.Require;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.secret.HashTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/**
 * The erasure of persons from the log, as GDPR Article 17 gives them a right to: their keys are destroyed, and with them
 * everything that events tell of them. The events stay, and every proof of them. Thread-safe.
 *
 * <p><em>Security note.</em> Dumps and standbys made before hold the wrapped keys if they hold the keys' schema; so does the
 * write-ahead log until it is recycled. What it takes to read those is the ring that wraps them.
 */
public final class Erasures {
    /** The action of the event that records an erasure, or its refusal. */
    public static final Action ERASE = Action.of("audit_subject.erase");

    private static final String TARGET = "audit_subject_key";
    private static final int MAX_TARGETS = 16;
    private static final Pattern GROUNDS = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private final Subjects subjects;
    private final AuditTrail trail;
    private final ErasureHold hold;

    private Erasures(Subjects subjects, AuditTrail trail, ErasureHold hold) {
        this.subjects = subjects;
        this.trail = trail;
        this.hold = hold;
    }

    /**
     * The erasures of a log.
     *
     * @param subjects the log's persons
     * @param trail records erasures with them, and refusals whatever becomes of the transaction
     * @param hold tells who must not be erased
     * @return the erasures
     */
    public static Erasures of(Subjects subjects, AuditTrail trail, ErasureHold hold) {
        return new Erasures(subjects, trail, hold);
    }

    /**
     * Erases a person.
     *
     * <p><em>Transaction.</em> Joins. From its commit on nobody can read what events tell of the person, and events that
     * are recorded later are recorded without. Idempotent. At REPEATABLE READ and above a conflict with a first event
     * about the person fails the transaction with 40001, which the host retries.
     *
     * <p><em>Concurrency.</em> One statement decides, on the row that the making of the person's key writes too: an event
     * recorded at the same moment is either encrypted under the key that is destroyed, or recorded without personal parts.
     * Nodes that have the key at hand go on to write what nobody can read, for as long as {@link SubjectPolicy} says.
     *
     * <p>The event that records it names the keys, and neither the person nor anything of them.
     *
     * @param tx the transaction of the erasure
     * @param subject the host's id of the person, as given to {@link Subjects#keyOf}
     * @param who has it done
     * @param reason why, a lower-case word such as {@code gdpr_art_17}: it stays in the log for good
     * @return how it ended
     * @throws IllegalArgumentException when the subject is blank or too long, or the reason is no such word
     */
    public ErasureResult erase(DSLContext tx, String subject, Actor who, String reason) {
        Require.text("subject", subject, Subjects.MAX_SUBJECT);
        Require.matching("reason", reason, GROUNDS, "must be a lower-case word such as gdpr_art_17");
        List<HashTag> tags = subjects.pseudonyms().subjectTags(subject);
        List<String> known = subjects.keys().store().rows(tx, tags).stream()
                .map(StoredKey::id)
                .toList();
        Optional<String> held = hold.heldBy(tx, new Person(subject, known));
        if (held.isPresent()) {
            trail.denial(
                    tx,
                    event(subject, who, known)
                            .denied("legal_hold")
                            .with("reason", reason)
                            .build());
            return new ErasureResult.Held(held.get());
        }
        return destroyed(tx, tags)
                .map(keyIds -> {
                    trail.act(
                            tx,
                            event(subject, who, keyIds)
                                    .with("reason", reason)
                                    .with("keys", keyIds.size())
                                    .build());
                    return (ErasureResult) new ErasureResult.Erased(keyIds);
                })
                .orElseGet(ErasureResult.AlreadyErased::new);
    }

    /** The keys that were destroyed; empty when the person had been erased before. */
    private Optional<List<String>> destroyed(DSLContext tx, List<HashTag> tags) {
        SubjectKeys keys = subjects.keys();
        List<String> fresh = tags.stream().map(tag -> keys.newId()).toList();
        List<String> changed = keys.store().destroy(tx, tags, fresh, keys.now());
        List<String> destroyed = new ArrayList<>(changed);
        destroyed.removeAll(fresh);
        destroyed.forEach(keys::forget);
        return changed.isEmpty() ? Optional.empty() : Optional.of(destroyed);
    }

    /** Without the request's address and agent, and without names: it may be the person who asks for it. */
    private SecurityEvent.Builder event(String subject, Actor who, List<String> keyIds) {
        RequestContext asked = RequestScope.current();
        boolean self = who.id().equals(subject);
        Actor actor = new Actor(who.type(), self ? "self" : who.id(), null, null, null);
        RequestContext context = RequestContext.of(actor);
        String tenant = asked.tenantId();
        context = tenant == null ? context : context.withTenant(tenant);
        CorrelationId correlation = asked.correlationId();
        SecurityEvent.Builder event = trail.event(ERASE)
                .category(Category.DATA)
                .severity(Severity.MEDIUM)
                .context(correlation == null ? context : context.withCorrelationId(correlation));
        keyIds.stream().limit(MAX_TARGETS).forEach(id -> event.target(Target.of(TARGET, id)));
        return event;
    }
}
