package dev.holdfast.auth.stepup.internal;

import dev.holdfast.core.Namespace;
import java.util.List;

/** The table {@code step_up_jti}: its columns, and the statements on it. */
final class StepUpJtiTable {
    static final String NAME = "step_up_jti";

    /** Name, type and nullability of each column, as {@code information_schema} words them. */
    static final List<String> COLUMNS = List.of(
            "jti uuid NO",
            "user_id text NO",
            "spent_at timestamp with time zone NO",
            "expires_at timestamp with time zone NO");

    /** Spends a signed token: its id goes in once, and not at all when the user was revoked since. */
    final String spend;

    /** Whether the id is there. */
    final String look;

    StepUpJtiTable(Namespace namespace) {
        String table = namespace.sql(NAME);
        this.spend = "INSERT INTO " + table + " (jti, user_id, spent_at, expires_at) SELECT ?, ?, ?, ?"
                + " WHERE NOT EXISTS (SELECT 1 FROM " + namespace.sql(StepUpRevocationTable.NAME) + " r"
                + " WHERE r.user_id = ? AND r.not_before >= ? AND (r.scope = 'USER'"
                + " OR (r.tenant_id = ? AND (r.scope = 'TENANT' OR r.session_id = ?))))"
                + " ON CONFLICT (jti) DO NOTHING";
        this.look = "SELECT 1 FROM " + table + " WHERE jti = ?";
    }
}
