package dev.holdfast.migration.apply.pending;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * A callback of Flyway's, called in the form of the Flyway at hand: the methods take an {@link Event} in 11.7 and a
 * {@code CallbackEvent} in 11.14, so that code compiled against the one does not link against the other.
 */
record FlywayCallback(Callback callback) {
    private static final Method SUPPORTS = method("supports");
    private static final Method HANDLE = method("handle");

    /** Calls it when it asks for the event. */
    void at(Event event, Context context) {
        if (Boolean.TRUE.equals(call(SUPPORTS, event, context))) {
            var unused = call(HANDLE, event, context);
        }
    }

    private @Nullable Object call(Method method, Event event, Context context) {
        try {
            return method.invoke(callback, event, context);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException("callback " + callback.getClass().getName() + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Flyway's callback interface cannot be called", e);
        }
    }

    private static Method method(String name) {
        return Arrays.stream(Callback.class.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 2)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Flyway's callback interface has no method " + name));
    }
}
