package dev.holdfast.auth.attempt.internal;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.attempt.AttemptBudget;
import dev.holdfast.auth.internal.BoundedWait;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.core.tx.TransactionRunner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Counts attempts before they are checked, each in a transaction of its own, so that neither a rollback nor a crash of
 * the caller gives one back. No joining statement touches this table. Thread-safe.
 */
public final class AttemptCounter {
    // One statement decides and writes. The challenge's row comes first, so that a spent challenge costs the user
    // nothing; all attempts lock in this order. An attempt leaves the window when exactly the window has passed, so the
    // tenth newest must be that old. One that lies a window ahead is the mark of a clock that was set back, which shuts
    // nobody out. What accepted codes have given back since the last attempt is taken off here, because the joined path
    // must not write this row.
    private static final String COUNT = """
            WITH given AS (
                SELECT ?::text AS tenant_id, ?::text AS user_id, ?::text AS challenge_id, ?::timestamptz AS at
            ), given_back AS (
                SELECT coalesce(sum(d.forgiven), 0)::bigint AS total
                FROM {credential} d JOIN given g ON d.tenant_id = g.tenant_id AND d.user_id = g.user_id
            ), challenge AS (
                INSERT INTO {attempt} AS c
                    (tenant_id, user_id, challenge_id, attempts, forgiven_seen, recent, updated_at)
                SELECT tenant_id, user_id, challenge_id, 1, 0, '{}'::timestamptz[], at FROM given
                WHERE challenge_id <> ''
                ON CONFLICT ON CONSTRAINT {attempt_pk} DO UPDATE
                SET attempts = c.attempts + 1, updated_at = excluded.updated_at
                WHERE c.attempts < {perChallenge}
                RETURNING c.attempts
            ), account AS (
                INSERT INTO {attempt} AS a
                    (tenant_id, user_id, challenge_id, attempts, forgiven_seen, recent, updated_at)
                SELECT tenant_id, user_id, '', 1, total, ARRAY[at], at FROM given, given_back
                WHERE challenge_id = '' OR EXISTS (SELECT FROM challenge)
                ON CONFLICT ON CONSTRAINT {attempt_pk} DO UPDATE
                SET attempts = greatest(a.attempts - greatest(excluded.forgiven_seen - a.forgiven_seen, 0), 0) + 1,
                    forgiven_seen = greatest(a.forgiven_seen, excluded.forgiven_seen),
                    recent = (a.recent || excluded.recent)[greatest(cardinality(a.recent) + 2 - {perWindow}, 1):],
                    updated_at = excluded.updated_at
                WHERE greatest(a.attempts - greatest(excluded.forgiven_seen - a.forgiven_seen, 0), 0) < {inAll}
                  AND (cardinality(a.recent) < {perWindow}
                    OR a.recent[cardinality(a.recent) + 1 - {perWindow}]
                        NOT BETWEEN excluded.updated_at - interval '{window} milliseconds' + interval '1 microsecond'
                            AND excluded.updated_at + interval '{window} milliseconds')
                RETURNING a.attempts
            )
            SELECT (SELECT attempts FROM challenge) AS in_challenge,
                   EXISTS (SELECT FROM account) AS counted,
                   (SELECT a.attempts FROM {attempt} a JOIN given g
                       ON a.tenant_id = g.tenant_id AND a.user_id = g.user_id AND a.challenge_id = '') AS before
            """;

    private static final String RESET = """
            UPDATE {attempt} SET attempts = 0, recent = '{}', updated_at = ?
            WHERE tenant_id = ? AND user_id = ? AND challenge_id = ''
            """;

    private final TransactionRunner runner;
    private final AttemptBudget budget;
    private final String count;
    private final String reset;

    /**
     * A counter.
     *
     * @param tables where it counts
     * @param budget how many attempts are allowed
     * @param runner owns the transactions; at READ COMMITTED, on a small pool of its own
     */
    public AttemptCounter(AttemptTables tables, AttemptBudget budget, TransactionRunner runner) {
        this.runner = runner;
        this.budget = budget;
        // The budget's numbers are checked ints: in the text they leave four binds that all have a name.
        this.count = BoundedWait.on(tables.fill(COUNT))
                .replace("{perChallenge}", String.valueOf(budget.perChallenge()))
                .replace("{perWindow}", String.valueOf(budget.perWindow()))
                .replace("{inAll}", String.valueOf(budget.inAll()))
                .replace("{window}", String.valueOf(budget.window().toMillis()));
        this.reset = tables.fill(RESET);
    }

    /** What became of an attempt. */
    public enum Verdict {
        /** It was counted; the code may be checked. */
        COUNTED,
        /** The challenge has had all its attempts. */
        CHALLENGE_SPENT,
        /** The stretch of time has had all its attempts. */
        WINDOW_SPENT,
        /** The user has had all attempts until a reset. */
        ALL_SPENT,
        /** Too many others are counting for the user at this moment. */
        BUSY
    }

    /**
     * A counted or refused attempt.
     *
     * @param verdict whether the code may be checked
     * @param inChallenge how many attempts the challenge has taken, this one included; 1 without a challenge
     */
    public record Counted(Verdict verdict, long inChallenge) {
        /**
         * Whether the code must not be checked.
         *
         * @return true unless it was counted
         */
        public boolean refused() {
            return verdict != Verdict.COUNTED;
        }
    }

    /**
     * Owns. Counts one attempt, unless a budget is spent; then the code must not be checked.
     *
     * @param user whose budget
     * @param challengeId the challenge it belongs to, if any
     * @param now the host's time
     * @return counted or refused
     */
    public Counted count(UserRef user, Optional<String> challengeId, Instant now) {
        // Fail closed: an attempt that could not be counted is not made.
        return BoundedWait.unlessBusy(
                () -> runner.call(own -> count(own, user, challengeId, now)), () -> new Counted(Verdict.BUSY, 0));
    }

    /**
     * Joins the transaction that owns the reset: the user's own budget is whole again.
     *
     * @param own the transaction
     * @param user whose budget
     * @param now the host's time
     */
    public void reset(DSLContext own, UserRef user, Instant now) {
        int unused = JoinedSql.update(own, reset, binds -> binds.time(now).user(user));
    }

    private Counted count(DSLContext own, UserRef user, Optional<String> challengeId, Instant now) {
        List<Counted> counted = BoundedWait.rows(
                own,
                count,
                binds -> binds.user(user).texts(challengeId.orElse("")).time(now),
                row -> counted(row, challengeId));
        if (counted.size() != 1) {
            throw new IllegalStateException("counting an attempt must give one row, gave " + counted.size());
        }
        return counted.get(0);
    }

    private Counted counted(ResultSet row, Optional<String> challengeId) throws SQLException {
        long inChallenge = row.getLong("in_challenge");
        return row.getBoolean("counted")
                ? new Counted(Verdict.COUNTED, Math.max(inChallenge, 1))
                : new Counted(refusal(challengeId, inChallenge, row.getLong("before")), 0);
    }

    private Verdict refusal(Optional<String> challengeId, long inChallenge, long before) {
        if (challengeId.isPresent() && inChallenge == 0) {
            return Verdict.CHALLENGE_SPENT;
        }
        return before >= budget.inAll() ? Verdict.ALL_SPENT : Verdict.WINDOW_SPENT;
    }
}
