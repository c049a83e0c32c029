package dev.holdfast.audit.record.internal.row;

import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.internal.EventJson;
import dev.holdfast.audit.privacy.AdmittedEvent;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of events, in the order of {@link RowLayout}. Texts are storable as they are: the model has replaced what no
 * database text can hold.
 *
 * <p>Not thread-safe: a writer has its own.
 */
public final class RowEncoder {
    /** PostgreSQL counts from 2000-01-01 UTC. */
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private final TupleBytes out = new TupleBytes();
    private final String origin;

    /**
     * An encoder of rows of one origin.
     *
     * @param origin how the events come into the log
     */
    public RowEncoder(Origin origin) {
        this.origin = origin.name();
    }

    /**
     * The row of an event.
     *
     * @param admitted what happened, as it may be stored
     * @return the row
     */
    public EventRow encode(AdmittedEvent admitted) {
        SecurityEvent event = admitted.event();
        out.begin(RowLayout.columns());
        act(event);
        targets(event);
        assessment(event);
        actor(event.actor());
        request(event.context());
        trace(event.context().traceParent());
        http(event.context().http());
        out.text(origin);
        return EventRow.of(out.end());
    }

    private void act(SecurityEvent event) {
        out.uuid(event.id().getMostSignificantBits(), event.id().getLeastSignificantBits());
        out.int8(micros(event.occurredAt()));
        out.int2(event.schemaVersion());
        out.text(event.action().name());
        out.text(event.category().name());
        out.text(event.outcome().name());
        out.text(event.reason());
        out.text(event.severity().name());
    }

    private void targets(SecurityEvent event) {
        Target chief = event.targets().isEmpty() ? null : event.targets().get(0);
        out.text(chief == null ? null : chief.type());
        out.text(chief == null ? null : chief.id());
        out.text(chief == null ? null : chief.name());
        out.jsonb(EventJson.ofTargets(event.targets()));
        out.jsonb(EventJson.ofChanges(event.changes()));
        out.jsonb(event.metadata().json());
    }

    private void assessment(SecurityEvent event) {
        out.text(event.risk().level().name());
        out.int2(event.risk().score());
        out.bool(event.risk().suspicious());
        out.text(event.dataClass() == null ? null : event.dataClass().name());
        out.text(event.subjectKeyId());
    }

    private void actor(Actor actor) {
        out.text(actor.type().name());
        out.text(actor.id());
        out.text(actor.name());
        out.text(actor.sessionId());
        out.text(actor.onBehalfOf());
    }

    private void request(RequestContext context) {
        CorrelationId correlation = context.correlationId();
        out.text(context.tenantId());
        out.inet(address(context.sourceIp()));
        out.text(context.userAgent());
        out.text(context.geo());
        out.text(correlation == null ? null : correlation.value());
    }

    private void trace(@Nullable TraceParent trace) {
        out.text(trace == null ? null : trace.traceId());
        out.text(trace == null ? null : trace.spanId());
        if (trace == null) {
            out.none();
        } else {
            out.int2(trace.flags());
        }
    }

    private void http(@Nullable HttpCall http) {
        Integer status = http == null ? null : http.status();
        Duration duration = http == null ? null : http.duration();
        out.text(http == null ? null : http.method());
        out.text(http == null ? null : http.route());
        if (status == null) {
            out.none();
        } else {
            out.int2(status);
        }
        if (duration == null) {
            out.none();
        } else {
            out.int8(duration.toNanos() / 1000);
        }
    }

    private static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond() - EPOCH_SECONDS, 1_000_000L), time.getNano() / 1000);
    }

    /** Of a literal in canonical form, so that no name is looked up. */
    private static byte @Nullable [] address(@Nullable String literal) {
        try {
            return literal == null ? null : InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("sourceIp must be an address in canonical form", e);
        }
    }
}
