package dev.holdfast.examples.zekka.app.login;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationReason;
import java.sql.Timestamp;
import java.time.Clock;
import org.jooq.DSLContext;

/** The sessions in Zekka's own table, which a change of password or factor ends. Thread-safe. */
public final class Sessions implements Revocation {
    private static final String REVOKE = """
            UPDATE sessions s SET revoked_at = n.instant
            FROM (SELECT CAST(? AS timestamptz) AS instant) n
            WHERE s.user_id = CAST(? AS bigint) AND s.revoked_at IS NULL AND s.expires_at > n.instant""";

    private final Clock clock;

    /** Sessions that end when a clock says. */
    public Sessions(Clock clock) {
        this.clock = clock;
    }

    @Override
    public int revokeAll(DSLContext tx, String userId, RevocationReason reason) {
        return tx.execute(REVOKE, Timestamp.from(clock.instant()), userId);
    }
}
