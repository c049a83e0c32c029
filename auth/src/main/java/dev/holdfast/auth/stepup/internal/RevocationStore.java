package dev.holdfast.auth.stepup.internal;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.core.Namespace;
import java.time.Instant;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** Takes back what a user proved, for both forms of tokens; joins. Thread-safe. */
public final class RevocationStore {
    /** Tells these advisory locks from the host's own: the letters HFSU. */
    static final int LOCK_CLASS = 0x48465355;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(?, ?)";

    private final TokenEvents events;
    private final Supplier<Instant> clock;
    private final StepUpRevocationTable marks;
    private final StepUpTokenTable tokens;

    /**
     * A store over the tables of a namespace.
     *
     * @param namespace where the tables are
     * @param events where revocations are recorded
     * @param clock the present time
     */
    public RevocationStore(Namespace namespace, TokenEvents events, Supplier<Instant> clock) {
        this.events = events;
        this.clock = clock;
        this.marks = new StepUpRevocationTable(namespace);
        this.tokens = new StepUpTokenTable(namespace);
    }

    /**
     * Revokes everything of a scope that was proven up to now, and records it.
     *
     * <p>Waits for tokens being stored for the user and makes later ones wait. The clock is read after that, so that
     * the mark lies behind every proof that was waited for: at REPEATABLE READ the update below does not see them, and
     * the mark is what stops them.
     *
     * @param tx the transaction
     * @param scope whose
     * @param reason why
     * @return how many opaque tokens were open
     */
    public int revoke(DSLContext tx, RevocationScope scope, RevocationReason reason) {
        lock(tx, scope.userId());
        Instant now = clock.get();
        mark(tx, scope, reason.name(), now);
        int open = close(tx, scope, reason.name(), now);
        events.revoked(tx, scope, reason, open);
        return open;
    }

    static int lockOf(String userId) {
        return userId.hashCode();
    }

    private static void lock(DSLContext tx, String userId) {
        var unused = JoinedSql.row(tx, LOCK, binds -> binds.number(LOCK_CLASS).number(lockOf(userId)), granted -> true);
    }

    private void mark(DSLContext tx, RevocationScope scope, String reason, Instant now) {
        int marked = JoinedSql.update(
                tx,
                marks.mark,
                binds -> binds.texts(scope.userId(), scope.kind(), scope.tenantId(), scope.sessionId())
                        .time(now)
                        .texts(reason));
        JoinedSql.requireOneRow("marking a revocation", marked);
    }

    private int close(DSLContext tx, RevocationScope scope, String reason, Instant now) {
        return JoinedSql.update(
                tx,
                tokens.revoke,
                binds -> binds.time(now)
                        .texts(reason, scope.userId(), scope.kind(), scope.tenantId(), scope.kind(), scope.sessionId())
                        .time(now));
    }
}
