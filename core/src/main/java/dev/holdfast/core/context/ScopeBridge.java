package dev.holdfast.core.context;

/**
 * Shows a scope's context to something else that is bound to the thread, such as a logging framework, for as long as the
 * scope is open.
 *
 * <p>Called on the scope's thread, also on those a context is carried to. Implementations are thread-safe and do not
 * throw.
 */
@FunctionalInterface
public interface ScopeBridge {
    /**
     * Shows a context.
     *
     * @param context the context of the scope being opened
     * @return puts back what was shown before; run once, on the same thread, when the scope closes
     */
    Runnable show(RequestContext context);
}
