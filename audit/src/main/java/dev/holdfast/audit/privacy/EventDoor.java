package dev.holdfast.audit.privacy;

import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.audit.privacy.redact.Redaction;
import dev.holdfast.audit.privacy.redact.RedactionPolicy;
import dev.holdfast.audit.privacy.subject.Subjects;
import dev.holdfast.core.event.SecurityEvent;
import java.util.function.UnaryOperator;

/**
 * The door that every event passes once before its first byte reaches journal or database: secrets are taken out, and, where
 * the host keeps subjects, personal ids become pseudonyms and personal parts ciphertext. Thread-safe.
 *
 * <p>Log and recorders of one host are given the same door. Without a word they have {@link #defaults()}.
 */
public final class EventDoor {
    private static final EventDoor DEFAULTS = of(RedactionPolicy.defaults());

    private final Redaction redaction;
    private final UnaryOperator<SecurityEvent> persons;

    private EventDoor(Redaction redaction, UnaryOperator<SecurityEvent> persons) {
        this.redaction = redaction;
        this.persons = persons;
    }

    /**
     * A door that takes out secrets by the default policy, and knows no subjects: what events tell of persons is stored in
     * plain.
     *
     * @return the door
     */
    public static EventDoor defaults() {
        return DEFAULTS;
    }

    /**
     * A door with another policy.
     *
     * @param policy what is taken out
     * @return the door, without subjects
     */
    public static EventDoor of(RedactionPolicy policy) {
        return new EventDoor(Redaction.of(policy), event -> event);
    }

    /**
     * The same, with pseudonyms in the place of personal ids, for hosts that encrypt nothing.
     *
     * @param pseudonyms the pseudonyms
     * @return the door
     */
    public EventDoor withPseudonyms(Pseudonyms pseudonyms) {
        return new EventDoor(redaction, pseudonyms::apply);
    }

    /**
     * The same, with what events tell of persons encrypted under a key each, and their pseudonyms in the place of ids.
     *
     * @param subjects the persons
     * @return the door
     */
    public EventDoor withSubjects(Subjects subjects) {
        return new EventDoor(redaction, subjects::seal);
    }

    /**
     * Lets an event in.
     *
     * @param event what happened
     * @return the event as it may be stored
     * @throws IllegalArgumentException when the event names a subject's key that was never made
     * @throws dev.holdfast.core.tx.DatabaseException when that key is not at hand and cannot be read
     */
    public AdmittedEvent admit(SecurityEvent event) {
        // Secrets first: within ciphertext nothing finds them, and whoever may read the person may not read the secret.
        return new AdmittedEvent(persons.apply(redaction.apply(event)));
    }
}
