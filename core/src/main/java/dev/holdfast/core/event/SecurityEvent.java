package dev.holdfast.core.event;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Require;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened and matters to security: who did or tried what to what, from where, and how it ended.
 *
 * <p>Made by {@link AuditTrail#event} or {@link #builder}. Holds no secret; texts are cut to what a row can hold.
 *
 * @param id a UUID of version 7: idempotency key, partition key and order
 * @param occurredAt when, by the host's clock, truncated to microseconds (what the database keeps)
 * @param action what was done or tried
 * @param category what it is about
 * @param outcome how it ended
 * @param reason why it was refused or failed, a lower-case word, or null
 * @param severity how much it matters
 * @param targets what it was done to, the chief target first; at most 16
 * @param context who asked, from where, under which ids
 * @param risk the risk seen in it
 * @param changes which fields changed; at most 64
 * @param metadata further facts
 * @param dataClass how sensitive the data touched is, or null when not classified
 * @param subjectKeyId the key under which the data subject's fields are encrypted, or null
 * @param schemaVersion the version of this model
 */
public record SecurityEvent(
        UUID id,
        Instant occurredAt,
        Action action,
        Category category,
        Outcome outcome,
        @Nullable String reason,
        Severity severity,
        List<Target> targets,
        RequestContext context,
        Risk risk,
        List<Change> changes,
        Metadata metadata,
        @Nullable DataClass dataClass,
        @Nullable String subjectKeyId,
        int schemaVersion) {
    /** The present version of the model. */
    public static final int SCHEMA_VERSION = 1;

    private static final int MAX_TARGETS = 16;
    private static final int MAX_CHANGES = 64;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the id is not of version 7, or a list or text is too long
     */
    public SecurityEvent {
        if (id.version() != 7) {
            throw new IllegalArgumentException("id must be a UUID of version 7, got version " + id.version());
        }
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
        if (reason != null) {
            reason = Json.clean(Require.text("reason", reason, 100));
        }
        if (subjectKeyId != null) {
            subjectKeyId = Json.clean(Require.text("subjectKeyId", subjectKeyId, 100));
        }
        Require.between("number of targets", targets.size(), 0, MAX_TARGETS);
        Require.between("number of changes", changes.size(), 0, MAX_CHANGES);
        Require.between("schemaVersion", schemaVersion, 1, 1000);
        targets = List.copyOf(targets);
        changes = List.copyOf(changes);
    }

    /**
     * Begins an event: a success of severity INFO in category SYSTEM, by whoever the context names.
     *
     * @param id a UUID of version 7
     * @param occurredAt when, by the host's clock
     * @param action what was done or tried
     * @return the event to fill in
     */
    public static Builder builder(UUID id, Instant occurredAt, Action action) {
        return new Builder(id, occurredAt, action);
    }

    /**
     * Who did it.
     *
     * @return the context's actor
     */
    public Actor actor() {
        return context.actor();
    }

    /** Fills in an event. Not thread-safe; each method gives the builder back. */
    public static final class Builder {
        private final UUID id;
        private final Instant occurredAt;
        private final Action action;
        private Category category = Category.SYSTEM;
        private Outcome outcome = Outcome.SUCCESS;
        private @Nullable String reason;
        private Severity severity = Severity.INFO;
        private final List<Target> targets = new ArrayList<>();
        private RequestContext context = RequestContext.none();
        private Risk risk = Risk.none();
        private final List<Change> changes = new ArrayList<>();
        // Bounded and written as JSON once, in build().
        private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        private @Nullable DataClass dataClass;
        private @Nullable String subjectKeyId;

        private Builder(UUID id, Instant occurredAt, Action action) {
            this.id = id;
            this.occurredAt = occurredAt;
            this.action = action;
        }

        /**
         * Sets what it is about.
         *
         * @param value the category
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder category(Category value) {
            category = value;
            return this;
        }

        /**
         * Says that a rule refused it; severity becomes at least MEDIUM.
         *
         * @param why the reason, a lower-case word
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder denied(String why) {
            outcome = Outcome.DENIED;
            reason = why;
            return atLeast(Severity.MEDIUM);
        }

        /**
         * Says that it was tried and went wrong; severity becomes at least LOW.
         *
         * @param why the reason, a lower-case word
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder failed(String why) {
            outcome = Outcome.FAILURE;
            reason = why;
            return atLeast(Severity.LOW);
        }

        /**
         * Sets how it ended.
         *
         * @param value the outcome
         * @param why the reason, or null
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder outcome(Outcome value, @Nullable String why) {
            outcome = value;
            reason = why;
            return this;
        }

        /**
         * Sets how much it matters.
         *
         * @param value the severity
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder severity(Severity value) {
            severity = value;
            return this;
        }

        /**
         * Adds what it was done to; the first one is the chief target.
         *
         * @param value the target
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder target(Target value) {
            targets.add(value);
            return this;
        }

        /**
         * Sets who did it, whatever the context said.
         *
         * @param value the actor
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder actor(Actor value) {
            context = context.withActor(value);
            return this;
        }

        /**
         * Sets the request's context, actor included.
         *
         * @param value the context
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder context(RequestContext value) {
            context = value;
            return this;
        }

        /**
         * Sets the risk seen.
         *
         * @param value the risk
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder risk(Risk value) {
            risk = value;
            return this;
        }

        /**
         * Adds a changed field.
         *
         * @param path the field
         * @param oldValue the value before, or null
         * @param newValue the value after, or null
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder change(String path, @Nullable String oldValue, @Nullable String newValue) {
            changes.add(new Change(path, oldValue, newValue));
            return this;
        }

        /**
         * Adds a fact.
         *
         * @param key its name
         * @param value its value, as in {@link Metadata#of}
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder with(String key, @Nullable Object value) {
            metadata.put(key, value);
            return this;
        }

        /**
         * Sets all further facts.
         *
         * @param value the facts
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder metadata(Metadata value) {
            metadata.clear();
            metadata.putAll(value.values());
            return this;
        }

        /**
         * Sets how sensitive the data touched is, and the key of the person it is about.
         *
         * @param value the class
         * @param keyId the data subject's key, or null
         * @return this
         */
        @CanIgnoreReturnValue
        public Builder data(DataClass value, @Nullable String keyId) {
            dataClass = value;
            subjectKeyId = keyId;
            return this;
        }

        /**
         * Makes the event.
         *
         * @return the event
         * @throws IllegalArgumentException when a part is out of bounds
         */
        public SecurityEvent build() {
            return new SecurityEvent(
                    id,
                    occurredAt,
                    action,
                    category,
                    outcome,
                    reason,
                    severity,
                    targets,
                    context,
                    risk,
                    changes,
                    Metadata.of(metadata),
                    dataClass,
                    subjectKeyId,
                    SCHEMA_VERSION);
        }

        @CanIgnoreReturnValue
        private Builder atLeast(Severity least) {
            severity = severity.compareTo(least) < 0 ? least : severity;
            return this;
        }
    }
}
