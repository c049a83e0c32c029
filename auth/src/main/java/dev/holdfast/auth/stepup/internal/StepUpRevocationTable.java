package dev.holdfast.auth.stepup.internal;

import dev.holdfast.core.Namespace;
import java.util.List;

/** The table {@code step_up_revocation}: its columns, and the statements on it. */
final class StepUpRevocationTable {
    static final String NAME = "step_up_revocation";

    /** Name, type and nullability of each column, as {@code information_schema} words them. */
    static final List<String> COLUMNS = List.of(
            "user_id text NO",
            "scope text NO",
            "tenant_id text NO",
            "session_id text NO",
            "not_before timestamp with time zone NO",
            "reason text NO");

    /** Marks a scope, never back in time. */
    final String mark;

    StepUpRevocationTable(Namespace namespace) {
        String table = namespace.sql(NAME);
        this.mark = "INSERT INTO " + table + " AS r (user_id, scope, tenant_id, session_id, not_before, reason)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (user_id, scope, tenant_id, session_id) DO UPDATE"
                + " SET not_before = greatest(r.not_before, EXCLUDED.not_before), reason = EXCLUDED.reason";
    }
}
