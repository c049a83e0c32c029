package dev.holdfast.auth.stepup;

import dev.holdfast.core.Require;
import java.util.regex.Pattern;

/**
 * The kind of act a token is good for, as the host names it: {@code user.change_role}.
 *
 * @param name lower-case words joined by dots or underscores, at most 80 characters
 */
public record StepUpAction(String name) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_.]{0,79}");

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException when it has another shape
     */
    public StepUpAction {
        Require.matching("step-up action", name, SHAPE, "must be lower-case words joined by '.' or '_'");
    }

    /**
     * An action by its name.
     *
     * @param name such as {@code user.change_role}
     * @return the action
     */
    public static StepUpAction of(String name) {
        return new StepUpAction(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
