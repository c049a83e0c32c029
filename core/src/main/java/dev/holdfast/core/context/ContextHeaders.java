package dev.holdfast.core.context;

import java.security.SecureRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP headers that carry a request's ids, read into a context and written from one, for any web framework.
 *
 * <pre>{@code
 * RequestContext context = headers.read(request::getHeader).withActor(actor).withClient(ip, agent);
 * headers.write(context, response::setHeader);
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * <p><em>Security note.</em> Ids come from the client: they tie log lines together and prove nothing. The client's
 * address is not read here, since only the host knows which proxies to believe.
 */
public final class ContextHeaders {
    /** The header of the correlation id. */
    public static final String CORRELATION_ID = CorrelationId.HEADER;

    /** The header of the trace position, W3C Trace Context. */
    public static final String TRACE_PARENT = TraceParent.HEADER;

    /** The header of the client's own description. */
    public static final String USER_AGENT = "User-Agent";

    private final SecureRandom random;

    private ContextHeaders(SecureRandom random) {
        this.random = random;
    }

    /**
     * A reader and writer.
     *
     * @param random where new trace and span ids come from
     * @return the reader and writer
     */
    public static ContextHeaders of(SecureRandom random) {
        return new ContextHeaders(random);
    }

    /**
     * Reads a request's headers. An id that is absent or malformed is made anew; a trace that is handed in goes on with a
     * span of its own.
     *
     * @param header gives a header's first value by its name, or null
     * @return a context with correlation id, trace position and user agent, by nobody known
     */
    public RequestContext read(Function<String, @Nullable String> header) {
        CorrelationId correlation =
                CorrelationId.parse(header.apply(CORRELATION_ID)).orElseGet(CorrelationId::generate);
        TraceParent trace = TraceParent.parse(header.apply(TRACE_PARENT))
                .map(caller -> caller.child(random))
                .orElseGet(() -> TraceParent.generate(random));
        return RequestContext.none()
                .withCorrelationId(correlation)
                .withTraceParent(trace)
                .withClient(null, header.apply(USER_AGENT));
    }

    /**
     * Writes the ids a context has, for a call to another service or for the response.
     *
     * @param context the request's context
     * @param setter takes a header's name and value
     */
    public void write(RequestContext context, BiConsumer<String, String> setter) {
        CorrelationId correlation = context.correlationId();
        if (correlation != null) {
            setter.accept(CORRELATION_ID, correlation.value());
        }
        TraceParent trace = context.traceParent();
        if (trace != null) {
            setter.accept(TRACE_PARENT, trace.header());
        }
    }
}
