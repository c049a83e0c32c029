package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.StoredEvent;
import dev.holdfast.audit.export.ExportFormat;
import dev.holdfast.core.event.SecurityEvent;

/** A line a person reads: when, what, how it ended, and the id to ask for more. Nothing in it comes from outside. */
final class OneLineFormat implements ExportFormat {
    @Override
    public String name() {
        return "one-line";
    }

    @Override
    public String mediaType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public String entry(StoredEvent stored) {
        SecurityEvent event = stored.event();
        return event.occurredAt() + "  " + event.action() + "  " + event.outcome() + "  " + event.id() + "\n";
    }
}
