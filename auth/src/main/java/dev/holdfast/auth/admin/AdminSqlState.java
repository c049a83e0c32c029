package dev.holdfast.auth.admin;

import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.core.tx.SqlState;
import java.util.Optional;

/**
 * The SQLSTATEs with which the generated triggers refuse, whoever sent the statement.
 *
 * <p>The deferred ones come with the commit: a host that maps them at its outermost layer can word its refusal there,
 * too.
 */
public final class AdminSqlState {
    /** The scope's last lasting admin would go. */
    public static final String LAST_ADMIN = "ZA001";

    /** The scope's master admin would be changed, or lost. */
    public static final String MASTER_ADMIN = "ZA002";

    private AdminSqlState() {}

    /**
     * The rule behind a failure, found by walking its causes.
     *
     * @param failure what was thrown, by a statement or by the commit
     * @return the rule; empty when the failure is another one
     */
    public static Optional<Reason> reasonOf(Throwable failure) {
        return SqlState.of(failure).flatMap(state -> switch (state) {
            case LAST_ADMIN -> Optional.of(Reason.LAST_ADMIN);
            case MASTER_ADMIN -> Optional.of(Reason.MASTER_ADMIN);
            default -> Optional.empty();
        });
    }
}
