package dev.holdfast.audit;

import dev.holdfast.audit.internal.EventJson;
import dev.holdfast.audit.privacy.AdmittedEvent;
import dev.holdfast.core.context.Actor;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.HttpCall;
import dev.holdfast.core.context.RequestContext;
import dev.holdfast.core.context.TraceParent;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.json.Json;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Binds one event to the parameters of an INSERT, in the order of {@link AuditEventTable#APPENDED}.
 *
 * <p>A parameter is bound with the same type whether it is null or not: the driver keeps one prepared statement for each
 * combination of types.
 */
final class EventBinder {
    private final PreparedStatement statement;
    private int at;

    private EventBinder(PreparedStatement statement) {
        this.statement = statement;
    }

    static void bind(PreparedStatement statement, AdmittedEvent admitted) throws SQLException {
        SecurityEvent event = admitted.event();
        EventBinder binder = new EventBinder(statement);
        binder.act(event);
        binder.targets(event);
        binder.assessment(event);
        binder.actor(event.actor());
        binder.request(event.context());
        binder.trace(event.context().traceParent());
        binder.http(event.context().http());
    }

    private void act(SecurityEvent event) throws SQLException {
        statement.setObject(++at, event.id());
        statement.setObject(++at, event.occurredAt().atOffset(ZoneOffset.UTC));
        integer(event.schemaVersion());
        text(event.action().name());
        name(event.category());
        name(event.outcome());
        text(event.reason());
        name(event.severity());
    }

    private void targets(SecurityEvent event) throws SQLException {
        Target chief = event.targets().isEmpty() ? null : event.targets().get(0);
        text(chief == null ? null : chief.type());
        text(chief == null ? null : chief.id());
        text(chief == null ? null : chief.name());
        untyped(EventJson.ofTargets(event.targets()));
        untyped(EventJson.ofChanges(event.changes()));
        untyped(event.metadata().json());
    }

    private void assessment(SecurityEvent event) throws SQLException {
        name(event.risk().level());
        integer(event.risk().score());
        statement.setBoolean(++at, event.risk().suspicious());
        name(event.dataClass());
        text(event.subjectKeyId());
    }

    private void actor(Actor actor) throws SQLException {
        name(actor.type());
        text(actor.id());
        text(actor.name());
        text(actor.sessionId());
        text(actor.onBehalfOf());
    }

    private void request(RequestContext context) throws SQLException {
        CorrelationId correlation = context.correlationId();
        text(context.tenantId());
        untyped(context.sourceIp());
        text(context.userAgent());
        text(context.geo());
        text(correlation == null ? null : correlation.value());
    }

    private void trace(@Nullable TraceParent trace) throws SQLException {
        text(trace == null ? null : trace.traceId());
        text(trace == null ? null : trace.spanId());
        integer(trace == null ? null : trace.flags());
    }

    private void http(@Nullable HttpCall http) throws SQLException {
        Duration duration = http == null ? null : http.duration();
        text(http == null ? null : http.method());
        text(http == null ? null : http.route());
        integer(http == null ? null : http.status());
        if (duration == null) {
            statement.setNull(++at, Types.BIGINT);
        } else {
            statement.setLong(++at, duration.toNanos() / 1000);
        }
    }

    private void text(@Nullable String value) throws SQLException {
        // A NUL or half a surrogate pair, which an attacker can send, must not cost the event.
        statement.setString(++at, value == null ? null : Json.clean(value));
    }

    private void name(@Nullable Enum<?> value) throws SQLException {
        statement.setString(++at, value == null ? null : value.name());
    }

    private void integer(@Nullable Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.INTEGER);
        } else {
            statement.setInt(++at, value);
        }
    }

    /** A text whose type (jsonb, inet) the server takes from the column. */
    private void untyped(@Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(++at, Types.OTHER);
        } else {
            statement.setObject(++at, value, Types.OTHER);
        }
    }
}
