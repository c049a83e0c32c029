package dev.holdfast.auth.admin;

import dev.holdfast.auth.stepup.StepUpAction;
import dev.holdfast.core.event.Action;
import java.util.Locale;

/** What a guard can do to an account. */
public enum AdminAct {
    /** Sets the role, and the level where there are levels. */
    CHANGE_ROLE,
    /** Shuts the account. */
    DISABLE,
    /** Opens the account again. */
    ENABLE,
    /** Removes the account, or marks it as deleted. */
    DELETE,
    /** Sets or lifts the end of a timed admin role. */
    SET_END,
    /** Hands the master's flag to another admin. */
    TRANSFER_MASTER;

    /**
     * The step-up action a token for this act has to be issued for.
     *
     * @return such as {@code admin.change_role}
     */
    public StepUpAction stepUpAction() {
        return StepUpAction.of(word());
    }

    /**
     * The action under which this act is recorded.
     *
     * @return such as {@code admin.change_role}
     */
    public Action auditAction() {
        return Action.of(word());
    }

    private String word() {
        return "admin." + name().toLowerCase(Locale.ROOT);
    }
}
