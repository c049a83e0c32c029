package dev.holdfast.audit.privacy.subject;

import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Tells whether a person must not be erased, because the law asks that what is known of them be kept: a port.
 *
 * <p><em>Transaction.</em> Joins the erasure's. <em>Concurrency.</em> Thread-safe. The answer must stay true until that
 * transaction ends: an implementation locks what it has read, so that a hold cannot be placed between the answer and
 * the commit. An exception fails the erasure.
 */
@FunctionalInterface
public interface ErasureHold {
    /**
     * Whether a person is held.
     *
     * @param tx the erasure's transaction
     * @param person who would be erased
     * @return which hold forbids it, in words without personal data; empty when none does
     */
    Optional<String> heldBy(DSLContext tx, Person person);

    /**
     * Whom an erasure is about.
     *
     * @param subject the host's id
     * @param keyIds the ids under which events name the person; empty when there are none
     */
    record Person(String subject, List<String> keyIds) {
        /** Copies the ids. */
        public Person {
            keyIds = List.copyOf(keyIds);
        }

        /** Without the person's id, which is personal data. */
        @Override
        public String toString() {
            return "Person[keyIds=" + keyIds + "]";
        }
    }

    /**
     * For hosts that know no legal holds.
     *
     * @return the hold that holds nobody
     */
    static ErasureHold none() {
        return (tx, person) -> Optional.empty();
    }
}
