package dev.holdfast.core.context;

import dev.holdfast.core.Require;
import dev.holdfast.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the request in which something happens: who asks, from where, under which ids.
 *
 * @param actor who asks
 * @param tenantId the tenant, at most 200 characters, or null in a host without tenants
 * @param sourceIp the client's address as an IP literal, or null; kept as PostgreSQL's inet takes it: IPv6 as in RFC 5952
 *     without a zone, an IPv4-mapped address as IPv4
 * @param userAgent the client's own description, cut at 512 characters, or null; never trusted
 * @param geo where the address is thought to be, as the host words it, at most 100 characters, or null
 * @param correlationId the id that ties log lines and events together, or null
 * @param traceParent the position in a distributed trace, or null
 * @param http the HTTP request, or null
 */
public record RequestContext(
        Actor actor,
        @Nullable String tenantId,
        @Nullable String sourceIp,
        @Nullable String userAgent,
        @Nullable String geo,
        @Nullable CorrelationId correlationId,
        @Nullable TraceParent traceParent,
        @Nullable HttpCall http) {
    private static final int MAX_USER_AGENT = 512;
    private static final RequestContext NONE =
            new RequestContext(Actor.anonymous(), null, null, null, null, null, null, null);

    /**
     * Checks and normalises the parts.
     *
     * @throws IllegalArgumentException when the address is not an IP literal, or a part is blank or too long
     */
    public RequestContext {
        if (tenantId != null) {
            tenantId = Json.clean(Require.text("tenantId", tenantId, 200));
        }
        if (sourceIp != null) {
            String given = sourceIp;
            sourceIp = IpLiteral.canonical(given)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "sourceIp must be an IPv4 or IPv6 literal, got one of " + given.length() + " characters"));
        }
        if (userAgent != null) {
            // Cut first: cutting may part a surrogate pair, whose half no database text can hold.
            userAgent = Json.clean(userAgent.substring(0, Math.min(userAgent.length(), MAX_USER_AGENT)));
        }
        if (geo != null) {
            geo = Json.clean(Require.text("geo", geo, 100));
        }
    }

    /**
     * Nothing known: an anonymous actor and no ids.
     *
     * @return the empty context
     */
    public static RequestContext none() {
        return NONE;
    }

    /**
     * A context that knows who asks.
     *
     * @param actor who asks
     * @return the context
     */
    public static RequestContext of(Actor actor) {
        return NONE.withActor(actor);
    }

    /**
     * The same with another actor.
     *
     * @param value who asks
     * @return the context
     */
    public RequestContext withActor(Actor value) {
        return new RequestContext(value, tenantId, sourceIp, userAgent, geo, correlationId, traceParent, http);
    }

    /**
     * The same in a tenant.
     *
     * @param value the tenant's id
     * @return the context
     */
    public RequestContext withTenant(String value) {
        return new RequestContext(actor, value, sourceIp, userAgent, geo, correlationId, traceParent, http);
    }

    /**
     * The same from an address and a client.
     *
     * @param ip the address, an IP literal, or null
     * @param agent the client's own description, or null
     * @return the context
     */
    public RequestContext withClient(@Nullable String ip, @Nullable String agent) {
        return new RequestContext(actor, tenantId, ip, agent, geo, correlationId, traceParent, http);
    }

    /**
     * The same at a place.
     *
     * @param value where the address is thought to be
     * @return the context
     */
    public RequestContext withGeo(String value) {
        return new RequestContext(actor, tenantId, sourceIp, userAgent, value, correlationId, traceParent, http);
    }

    /**
     * The same under a correlation id.
     *
     * @param value the id
     * @return the context
     */
    public RequestContext withCorrelationId(CorrelationId value) {
        return new RequestContext(actor, tenantId, sourceIp, userAgent, geo, value, traceParent, http);
    }

    /**
     * The same at a position of a trace.
     *
     * @param value the position
     * @return the context
     */
    public RequestContext withTraceParent(TraceParent value) {
        return new RequestContext(actor, tenantId, sourceIp, userAgent, geo, correlationId, value, http);
    }

    /**
     * The same within an HTTP request.
     *
     * @param value the request
     * @return the context
     */
    public RequestContext withHttp(HttpCall value) {
        return new RequestContext(actor, tenantId, sourceIp, userAgent, geo, correlationId, traceParent, value);
    }
}
