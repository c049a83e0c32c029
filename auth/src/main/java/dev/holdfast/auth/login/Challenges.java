package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.HashTag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The rows of the logins under way; every method joins, and is one statement. Thread-safe. */
final class Challenges {
    private final Sql sql;

    Challenges(Namespace namespace) {
        this.sql = new Sql(namespace);
    }

    /** Who is between the two steps, by which name and from where. */
    record Subject(UserRef user, String loginName, Optional<String> country, boolean mustChange) {}

    /** A challenge about to be stored. */
    record Row(UUID id, HashTag hash, Subject subject, Instant issuedAt, Instant expiresAt) {}

    /** A challenge under which one more response may be checked. */
    record Open(UUID id, Subject subject) {
        UserRef user() {
            return subject.user();
        }
    }

    /** Why none may be, and whose challenge it is when there is one. */
    record Ended(LoginRefusal reason, Optional<UserRef> user) {}

    void issue(DSLContext tx, Row row) {
        Subject subject = row.subject();
        int stored = JoinedSql.update(
                tx,
                sql.issue,
                binds -> binds.uuid(row.id())
                        .bytes(row.hash().hash())
                        .texts(row.hash().keyId())
                        .user(subject.user())
                        .texts(subject.loginName())
                        .text(subject.country().orElse(null))
                        .flag(subject.mustChange())
                        .time(row.issuedAt())
                        .time(row.expiresAt()));
        JoinedSql.requireOneRow("storing a login challenge", stored);
    }

    Optional<Open> attempt(DSLContext tx, List<HashTag> candidates, Instant now, int allowed) {
        return JoinedSql.row(
                tx,
                sql.attempt,
                binds -> binds.hashes(candidates).time(now).number(allowed),
                row -> new Open(row.getObject(1, UUID.class), subject(row)));
    }

    boolean spend(DSLContext tx, UUID id, Instant now) {
        return JoinedSql.update(tx, sql.spend, binds -> binds.time(now).uuid(id).time(now)) == 1;
    }

    Ended look(DSLContext tx, List<HashTag> candidates, Instant now) {
        return JoinedSql.row(
                        tx,
                        sql.look,
                        binds -> binds.time(now).hashes(candidates),
                        row -> new Ended(LoginRefusal.valueOf(row.getString(1)), Optional.of(user(row))))
                .orElseGet(() -> new Ended(LoginRefusal.CHALLENGE_UNKNOWN, Optional.empty()));
    }

    int revoke(DSLContext tx, @Nullable String tenantId, String userId, Instant now) {
        return JoinedSql.update(
                tx,
                sql.revoke,
                binds -> binds.time(now)
                        .texts(userId)
                        .text(tenantId)
                        .text(tenantId)
                        .time(now));
    }

    int deleteExpired(DSLContext tx, Instant until, int batch) {
        return JoinedSql.update(
                tx, sql.deleteExpired, binds -> binds.time(until).number(batch));
    }

    /** The user in the second and third column. */
    private static UserRef user(ResultSet row) throws SQLException {
        return new UserRef(row.getString(2), row.getString(3));
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(user(row), row.getString(4), Optional.ofNullable(row.getString(5)), row.getBoolean(6));
    }

    /** The table {@code login_challenge}: its columns, and the statements on it. */
    static final class Sql {
        static final String NAME = "login_challenge";

        /** Name, type and nullability of each column, as {@code information_schema} words them. */
        static final List<String> COLUMNS = List.of(
                "id uuid NO",
                "token_hash bytea NO",
                "key_id text NO",
                "tenant_id text NO",
                "user_id text NO",
                "login_name text NO",
                "country text YES",
                "must_change boolean NO",
                "attempts integer NO",
                "issued_at timestamp with time zone NO",
                "expires_at timestamp with time zone NO",
                "ended_at timestamp with time zone YES");

        final String issue;

        /** Counts an attempt if the challenge allows one: everything that decides stands in its condition. */
        final String attempt;

        /** Ends the challenge with the login; of any number of contenders one does. */
        final String spend;

        /** Says why no attempt was allowed. */
        final String look;

        final String revoke;

        /** MATERIALIZED, since a sub-select with a limit could be run once a row and delete more than it should. */
        final String deleteExpired;

        Sql(Namespace namespace) {
            String table = namespace.sql(NAME);
            this.issue = "INSERT INTO " + table + " (id, token_hash, key_id, tenant_id, user_id, login_name,"
                    + " country, must_change, attempts, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)";
            this.attempt = "UPDATE " + table + " SET attempts = attempts + 1"
                    + " WHERE token_hash = ANY (?) AND ended_at IS NULL AND expires_at > ? AND attempts < ?"
                    + " RETURNING id, tenant_id, user_id, login_name, country, must_change";
            this.spend = "UPDATE " + table + " SET ended_at = ? WHERE id = ? AND ended_at IS NULL AND expires_at > ?";
            this.look = "SELECT CASE WHEN ended_at IS NOT NULL THEN 'CHALLENGE_ENDED' WHEN expires_at <= ?"
                    + " THEN 'CHALLENGE_EXPIRED' ELSE 'CHALLENGE_SPENT' END, tenant_id, user_id FROM " + table
                    + " WHERE token_hash = ANY (?)";
            this.revoke = "UPDATE " + table + " SET ended_at = ?"
                    + " WHERE user_id = ? AND (?::text IS NULL OR tenant_id = ?) AND ended_at IS NULL AND expires_at > ?";
            this.deleteExpired = "WITH expired AS MATERIALIZED (SELECT id FROM " + table + " WHERE expires_at <= ?"
                    + " ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)"
                    + " DELETE FROM " + table + " t USING expired WHERE t.id = expired.id";
        }
    }
}
