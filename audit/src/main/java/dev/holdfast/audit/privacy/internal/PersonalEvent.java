package dev.holdfast.audit.privacy.internal;

import dev.holdfast.audit.privacy.pseudonym.Pseudonyms;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event without its personal parts, and with them again. */
final class PersonalEvent {
    private PersonalEvent() {}

    /** Those parts of an event that can tell of a person. */
    private record Parts(RequestContext context, List<Target> targets, List<Change> changes, Metadata metadata) {
        private SecurityEvent in(SecurityEvent event) {
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
                    changes,
                    metadata,
                    event.dataClass(),
                    event.subjectKeyId(),
                    event.schemaVersion());
        }
    }

    /** The event without its personal parts, and metadata that tell where they are. */
    static SecurityEvent without(SecurityEvent event, Pseudonyms pseudonyms, Metadata instead) {
        SecurityEvent hidden = pseudonyms.apply(event);
        Actor actor = hidden.actor();
        RequestContext context = hidden.context();
        return new Parts(
                        new RequestContext(
                                new Actor(actor.type(), actor.id(), null, actor.sessionId(), actor.onBehalfOf()),
                                context.tenantId(),
                                null,
                                null,
                                null,
                                context.correlationId(),
                                context.traceParent(),
                                context.http()),
                        hidden.targets().stream()
                                .map(target -> Target.of(target.type(), target.id()))
                                .toList(),
                        hidden.changes().stream()
                                .map(change -> new Change(change.path(), null, null))
                                .toList(),
                        instead)
                .in(hidden);
    }

    /** The event with its personal parts again. */
    static SecurityEvent restored(SecurityEvent event, String json) {
        if (!(Json.read(json) instanceof Map<?, ?> parts)) {
            throw new IllegalArgumentException("personal parts must be a JSON object");
        }
        Actor actor = event.actor();
        RequestContext context = event.context();
        RequestContext whole = new RequestContext(
                new Actor(
                        actor.type(),
                        or(parts, "actor_id", actor.id()),
                        text(parts, "actor_name"),
                        actor.sessionId(),
                        parts.containsKey("on_behalf_of") ? text(parts, "on_behalf_of") : actor.onBehalfOf()),
                context.tenantId(),
                text(parts, "source_ip"),
                text(parts, "user_agent"),
                text(parts, "geo"),
                context.correlationId(),
                context.traceParent(),
                context.http());
        return new Parts(whole, targets(event, parts), changes(event, parts), metadata(parts)).in(event);
    }

    private static List<Target> targets(SecurityEvent event, Map<?, ?> parts) {
        List<Target> targets = new ArrayList<>();
        for (Target target : event.targets()) {
            Map<?, ?> part = item(parts, "targets", targets.size());
            targets.add(new Target(target.type(), or(part, "id", target.id()), text(part, "name")));
        }
        return targets;
    }

    private static List<Change> changes(SecurityEvent event, Map<?, ?> parts) {
        List<Change> changes = new ArrayList<>();
        for (Change change : event.changes()) {
            Map<?, ?> part = item(parts, "changes", changes.size());
            changes.add(new Change(change.path(), text(part, "old"), text(part, "new")));
        }
        return changes;
    }

    @SuppressWarnings("unchecked")
    private static Metadata metadata(Map<?, ?> parts) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        if (parts.get("metadata") instanceof Map<?, ?> map) {
            facts.putAll((Map<String, @Nullable Object>) map);
        }
        if (parts.containsKey(PersonalParts.CUT)) {
            facts.put(Metadata.CUT_MARK, true);
        }
        return Metadata.of(facts);
    }

    private static Map<?, ?> item(Map<?, ?> parts, String name, int at) {
        return parts.get(name) instanceof List<?> items && at < items.size() && items.get(at) instanceof Map<?, ?> item
                ? item
                : Map.of();
    }

    private static String or(Map<?, ?> parts, String name, String otherwise) {
        String value = text(parts, name);
        return value == null ? otherwise : value;
    }

    private static @Nullable String text(Map<?, ?> parts, String name) {
        return parts.get(name) instanceof String value ? value : null;
    }
}
