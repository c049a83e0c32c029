package dev.holdfast.audit.privacy.subject;

import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.List;

/** An event with some of its parts exchanged. */
final class Events {
    private Events() {}

    static SecurityEvent with(SecurityEvent event, RequestContext context, List<Target> targets) {
        return with(event, context, targets, event.changes(), event.metadata());
    }

    static SecurityEvent with(
            SecurityEvent event,
            RequestContext context,
            List<Target> targets,
            List<Change> changes,
            Metadata metadata) {
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
