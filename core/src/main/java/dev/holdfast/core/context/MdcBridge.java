package dev.holdfast.core.context;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the ids of a request into SLF4J's mapped diagnostic context while its scope is open, so that every log line can
 * bear them.
 *
 * <pre>{@code
 * try (RequestScope scope = RequestScope.open(context, MdcBridge.standard())) {
 *     handle(request);
 * }
 * }</pre>
 *
 * <p>What stood under the keys before is put back when the scope closes; an id the context lacks is removed meanwhile,
 * so that a line never bears the id of another request. Thread-safe.
 *
 * <p><em>Security note.</em> Control characters are replaced by {@code ?}: an id a client chose cannot begin a log line
 * of its own.
 */
public final class MdcBridge implements ScopeBridge {
    /** The key of the {@linkplain RequestContext#correlationId() correlation id}. */
    public static final String CORRELATION_ID = "correlation_id";

    /** The key of the trace id, 32 hexadecimal digits. */
    public static final String TRACE_ID = "trace_id";

    /** The key of the span id, 16 hexadecimal digits. */
    public static final String SPAN_ID = "span_id";

    /** The key of the tenant's id. */
    public static final String TENANT_ID = "tenant_id";

    /** The key of the actor's id; absent while the actor is anonymous. */
    public static final String ACTOR_ID = "actor_id";

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
    private static final MdcBridge STANDARD = new MdcBridge();

    private MdcBridge() {}

    /**
     * The bridge under the keys above.
     *
     * @return the bridge
     */
    public static MdcBridge standard() {
        return STANDARD;
    }

    @Override
    public Runnable show(RequestContext context) {
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        ids(context).forEach((key, id) -> {
            before.put(key, MDC.get(key));
            set(key, id);
        });
        return () -> before.forEach(MdcBridge::set);
    }

    private static Map<String, @Nullable String> ids(RequestContext context) {
        CorrelationId correlation = context.correlationId();
        TraceParent trace = context.traceParent();
        Actor actor = context.actor();
        Map<String, @Nullable String> ids = new LinkedHashMap<>();
        ids.put(CORRELATION_ID, correlation == null ? null : correlation.value());
        ids.put(TRACE_ID, trace == null ? null : trace.traceId());
        ids.put(SPAN_ID, trace == null ? null : trace.spanId());
        ids.put(TENANT_ID, context.tenantId());
        ids.put(ACTOR_ID, actor.type() == ActorType.ANONYMOUS ? null : actor.id());
        return ids;
    }

    private static void set(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, CONTROL.matcher(value).replaceAll("?"));
        }
    }
}
