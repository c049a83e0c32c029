package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.event.SecurityEvent;
import java.util.function.Function;

/** What became of an event that was to be shown in plain. */
public sealed interface RevealResult {
    /**
     * The event: whole where it could be revealed, else as it is stored.
     *
     * @return the event
     */
    SecurityEvent event();

    /**
     * One value for each case.
     *
     * @param plain of an event that is whole
     * @param erased of an event whose person is erased
     * @param unreadable of an event that does not open
     * @param <T> the value's type
     * @return the value of the case at hand
     */
    <T> T fold(Function<Plain, T> plain, Function<Erased, T> erased, Function<Unreadable, T> unreadable);

    /**
     * The event is whole: its personal parts are opened, or it never had any to open.
     *
     * @param event the event
     */
    record Plain(SecurityEvent event) implements RevealResult {
        @Override
        public <T> T fold(Function<Plain, T> plain, Function<Erased, T> erased, Function<Unreadable, T> unreadable) {
            return plain.apply(this);
        }
    }

    /**
     * The person's key is destroyed; the event is as it is stored.
     *
     * @param event the event
     */
    record Erased(SecurityEvent event) implements RevealResult {
        @Override
        public <T> T fold(Function<Plain, T> plain, Function<Erased, T> erased, Function<Unreadable, T> unreadable) {
            return erased.apply(this);
        }
    }

    /**
     * The personal parts do not open; the event is as it is stored.
     *
     * @param event the event
     * @param reason why
     */
    record Unreadable(SecurityEvent event, Reason reason) implements RevealResult {
        /** Why personal parts do not open. */
        public enum Reason {
            /** They were altered, or belong to another event: verify the log. */
            ALTERED,
            /** The key is not in the database, as in a restored dump without the keys' schema. */
            KEY_MISSING,
            /** The key is there, but the key that wraps it is unknown, retired or compromised, or the row was altered. */
            KEY_UNREADABLE
        }

        @Override
        public <T> T fold(Function<Plain, T> plain, Function<Erased, T> erased, Function<Unreadable, T> unreadable) {
            return unreadable.apply(this);
        }
    }
}
