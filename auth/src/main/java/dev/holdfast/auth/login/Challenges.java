package dev.holdfast.auth.login;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
        int stored = HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.issue)) {
                statement.setObject(1, row.id());
                statement.setBytes(2, row.hash().hash());
                statement.setString(3, row.hash().keyId());
                statement.setString(4, row.subject().user().tenantId());
                statement.setString(5, row.subject().user().userId());
                statement.setString(6, row.subject().loginName());
                statement.setString(7, row.subject().country().orElse(null));
                statement.setBoolean(8, row.subject().mustChange());
                statement.setObject(9, time(row.issuedAt()));
                statement.setObject(10, time(row.expiresAt()));
                return statement.executeUpdate();
            }
        });
        if (stored != 1) {
            throw new IllegalStateException("storing a login challenge must write one row, wrote " + stored);
        }
    }

    Optional<Open> attempt(DSLContext tx, List<HashTag> candidates, Instant now, int allowed) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.attempt)) {
                statement.setArray(1, hashes(statement, candidates));
                statement.setObject(2, time(now));
                statement.setInt(3, allowed);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Open(row.getObject(1, UUID.class), subject(row)))
                            : Optional.empty();
                }
            }
        });
    }

    boolean spend(DSLContext tx, UUID id, Instant now) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.spend)) {
                statement.setObject(1, time(now));
                statement.setObject(2, id);
                statement.setObject(3, time(now));
                return statement.executeUpdate() == 1;
            }
        });
    }

    Ended look(DSLContext tx, List<HashTag> candidates, Instant now) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.look)) {
                statement.setObject(1, time(now));
                statement.setArray(2, hashes(statement, candidates));
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? new Ended(LoginRefusal.valueOf(row.getString(1)), Optional.of(user(row)))
                            : new Ended(LoginRefusal.CHALLENGE_UNKNOWN, Optional.empty());
                }
            }
        });
    }

    int revoke(DSLContext tx, @Nullable String tenantId, String userId, Instant now) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.revoke)) {
                statement.setObject(1, time(now));
                statement.setString(2, userId);
                statement.setString(3, tenantId);
                statement.setString(4, tenantId);
                statement.setObject(5, time(now));
                return statement.executeUpdate();
            }
        });
    }

    int deleteExpired(DSLContext tx, Instant until, int batch) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.deleteExpired)) {
                statement.setObject(1, time(until));
                statement.setInt(2, batch);
                return statement.executeUpdate();
            }
        });
    }

    /** The user in the second and third column. */
    private static UserRef user(ResultSet row) throws SQLException {
        return new UserRef(row.getString(2), row.getString(3));
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(user(row), row.getString(4), Optional.ofNullable(row.getString(5)), row.getBoolean(6));
    }

    private static Array hashes(PreparedStatement statement, List<HashTag> candidates) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("bytea", candidates.stream().map(HashTag::hash).toArray(byte[][]::new));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
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
