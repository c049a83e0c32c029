package dev.holdfast.audit.privacy.redact;

import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.event.Change;
import dev.holdfast.core.event.Metadata;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of an event: every text of it is looked through, and what is taken out leaves a mark, {@code
 * [redacted]} or {@code [redacted:kind]}. Redacting twice changes nothing more. Thread-safe.
 *
 * <p><em>Security note.</em> It finds what has a name or a shape that gives it away. A secret under an innocent name and of
 * no known shape is not found: do not put it into an event.
 */
public final class Redaction {
    private static final int MAX_ID = 200;

    private final KeyNames names;
    private final TextRedaction texts;
    private final FactRedaction facts;

    private Redaction(RedactionPolicy policy) {
        this.names = new KeyNames(policy);
        this.texts = new TextRedaction(policy, names);
        this.facts = new FactRedaction(names, texts);
    }

    /**
     * Redaction by a policy.
     *
     * @param policy what is taken out
     * @return the redaction
     */
    public static Redaction of(RedactionPolicy policy) {
        return new Redaction(policy);
    }

    /**
     * An event without secrets.
     *
     * @param event what happened
     * @return the same with marks in the place of secrets
     */
    public SecurityEvent apply(SecurityEvent event) {
        // Most events have no secret: then nothing of them is checked and copied again.
        return isClean(event) ? event : redacted(event);
    }

    private boolean isClean(SecurityEvent event) {
        RequestContext context = event.context();
        Actor actor = context.actor();
        CorrelationId correlation = context.correlationId();
        HttpCall http = context.http();
        return areClean(actor.id(), actor.name(), actor.sessionId(), actor.onBehalfOf())
                && areClean(event.reason(), context.tenantId(), context.userAgent(), context.geo())
                && areClean(correlation == null ? null : correlation.value(), http == null ? null : http.route())
                && areTargetsClean(event)
                && areChangesClean(event)
                && facts.isClean(event.metadata().values());
    }

    private boolean areTargetsClean(SecurityEvent event) {
        for (Target each : event.targets()) {
            if (!areClean(each.type(), each.id(), each.name())) {
                return false;
            }
        }
        return true;
    }

    private boolean areChangesClean(SecurityEvent event) {
        for (Change each : event.changes()) {
            boolean tells = each.oldValue() != null || each.newValue() != null;
            if ((tells && names.isSecret(each.path())) || !areClean(each.path(), each.oldValue(), each.newValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean areClean(@Nullable String... each) {
        for (String text : each) {
            if (text != null && !texts.isClean(text)) {
                return false;
            }
        }
        return true;
    }

    private SecurityEvent redacted(SecurityEvent event) {
        return new SecurityEvent(
                event.id(),
                event.occurredAt(),
                event.action(),
                event.category(),
                event.outcome(),
                text(event.reason(), 100),
                event.severity(),
                event.targets().stream().map(this::target).toList(),
                context(event.context()),
                event.risk(),
                event.changes().stream().map(this::change).toList(),
                metadata(event.metadata()),
                event.dataClass(),
                event.subjectKeyId(),
                event.schemaVersion());
    }

    private Target target(Target target) {
        return new Target(required(target.type(), 64), required(target.id(), MAX_ID), text(target.name(), MAX_ID));
    }

    private RequestContext context(RequestContext context) {
        Actor actor = context.actor();
        CorrelationId correlation = context.correlationId();
        // Its alphabet has no room for a mark.
        boolean kept = correlation == null || texts.apply(correlation.value()).equals(correlation.value());
        return new RequestContext(
                new Actor(
                        actor.type(),
                        required(actor.id(), MAX_ID),
                        text(actor.name(), MAX_ID),
                        text(actor.sessionId(), MAX_ID),
                        text(actor.onBehalfOf(), MAX_ID)),
                text(context.tenantId(), MAX_ID),
                context.sourceIp(),
                text(context.userAgent(), 512),
                text(context.geo(), 100),
                kept ? correlation : null,
                context.traceParent(),
                http(context.http()));
    }

    private @Nullable HttpCall http(@Nullable HttpCall http) {
        return http == null
                ? null
                : new HttpCall(http.method(), required(http.route(), 300), http.status(), http.duration());
    }

    private Change change(Change change) {
        boolean secret = names.isSecret(change.path());
        return new Change(
                required(change.path(), MAX_ID), value(secret, change.oldValue()), value(secret, change.newValue()));
    }

    private @Nullable String value(boolean secret, @Nullable String value) {
        return secret && value != null ? TextRedaction.MARK : text(value, Change.MAX_VALUE);
    }

    private Metadata metadata(Metadata metadata) {
        Map<String, @Nullable Object> clean = facts.apply(metadata.values());
        // Most have nothing to redact: then nothing is bounded and written as JSON again.
        return clean.equals(metadata.values()) ? metadata : Metadata.of(clean);
    }

    private @Nullable String text(@Nullable String text, int max) {
        return text == null ? null : required(text, max);
    }

    /** A mark may be longer than what it replaces: the event must not fail for it. */
    private String required(String text, int max) {
        String clean = texts.apply(text);
        return clean.length() <= max ? clean : clean.substring(0, max);
    }
}
