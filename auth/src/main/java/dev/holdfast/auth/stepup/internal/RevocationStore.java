package dev.holdfast.auth.stepup.internal;

import dev.holdfast.auth.RevocationReason;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        int open = HostTransaction.onConnection(tx, connection -> {
            lock(connection, scope.userId());
            Instant now = clock.get();
            mark(connection, scope, reason.name(), now);
            return close(connection, scope, reason.name(), now);
        });
        events.revoked(tx, scope, reason, open);
        return open;
    }

    static int lockOf(String userId) {
        return userId.hashCode();
    }

    private static void lock(Connection connection, String userId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            new Binds(statement).number(LOCK_CLASS).number(lockOf(userId));
            try (ResultSet granted = statement.executeQuery()) {
                if (!granted.next()) {
                    throw new SQLException("the advisory lock of a user must give a row");
                }
            }
        }
    }

    private void mark(Connection connection, RevocationScope scope, String reason, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(marks.mark)) {
            new Binds(statement)
                    .texts(scope.userId(), scope.kind(), scope.tenantId(), scope.sessionId())
                    .time(now)
                    .texts(reason);
            Binds.requireOneRow("marking a revocation", statement.executeUpdate());
        }
    }

    private int close(Connection connection, RevocationScope scope, String reason, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(tokens.revoke)) {
            new Binds(statement)
                    .time(now)
                    .texts(reason, scope.userId(), scope.kind(), scope.tenantId(), scope.kind(), scope.sessionId())
                    .time(now);
            return statement.executeUpdate();
        }
    }
}
