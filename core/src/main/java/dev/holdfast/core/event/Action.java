package dev.holdfast.core.event;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * What was done or tried, as {@code noun.verb}: {@code step_up_token.issue}, {@code lending.update}.
 *
 * <p>Open to hosts: {@link #of} makes any action. {@link OwaspActions} holds the OWASP logging vocabulary.
 *
 * @param name lower-case words with underscores, two to four of them joined by dots, at most 80 characters
 */
public record Action(String name) {
    private static final Pattern SHAPE = Pattern.compile("(?=.{3,80}$)[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){1,3}");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException when it has another shape
     */
    public Action {
        Require.matching("action", name, SHAPE, "must look like noun.verb in lower case, at most 80 characters");
    }

    /**
     * An action by its name.
     *
     * @param name such as {@code lending.update}
     * @return the action
     */
    public static Action of(String name) {
        return new Action(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
