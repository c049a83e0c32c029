package dev.holdfast.audit.harden;

import dev.holdfast.core.HoldfastException;
import java.util.List;

/** A role that is named for the log does not exist, and nobody asked for it to be made. Nothing was changed. */
public final class MissingRoleException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final String statements;

    MissingRoleException(List<String> statements) {
        super(
                "roles must exist before the log is hardened, " + statements.size() + " do not: run "
                        + String.join("; ", statements) + ", or harden with createMissingRoles()",
                null);
        this.statements = String.join("; ", statements);
    }

    /**
     * What makes the roles, without login.
     *
     * @return one statement a role
     */
    public String statements() {
        return statements;
    }
}
