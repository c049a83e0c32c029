package dev.holdfast.core.context;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The stretch of one thread's work that belongs to one request: while it is open, {@link #current()} gives the
 * request's context.
 *
 * <p>Scopes nest; closing one gives back the context before. Open and close on the same thread, in a
 * try-with-resources statement. A context crosses threads only where it is carried.
 */
public final class RequestScope implements AutoCloseable {
    private static final ThreadLocal<Deque<RequestContext>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

    private final int depth;

    private RequestScope(int depth) {
        this.depth = depth;
    }

    /**
     * Opens a scope on this thread.
     *
     * @param context the request's context
     * @return the scope, to be closed on this thread
     */
    public static RequestScope open(RequestContext context) {
        Deque<RequestContext> open = OPEN.get();
        open.push(context);
        return new RequestScope(open.size());
    }

    /**
     * The context of the innermost open scope of this thread.
     *
     * @return the context; {@link RequestContext#none()} when no scope is open
     */
    public static RequestContext current() {
        RequestContext context = OPEN.get().peek();
        return context == null ? RequestContext.none() : context;
    }

    @Override
    public void close() {
        Deque<RequestContext> open = OPEN.get();
        while (open.size() >= depth) {
            open.pop();
        }
        if (open.isEmpty()) {
            OPEN.remove();
        }
    }
}
