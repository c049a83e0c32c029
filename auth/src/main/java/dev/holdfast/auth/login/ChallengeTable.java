package dev.holdfast.auth.login;

import dev.holdfast.core.Namespace;
import java.util.List;

/** The table {@code login_challenge}: its columns, and the statements on it. */
final class ChallengeTable {
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

    ChallengeTable(Namespace namespace) {
        String table = namespace.sql(NAME);
        this.issue = "INSERT INTO " + table + " (id, token_hash, key_id, tenant_id, user_id, login_name,"
                + " country, must_change, attempts, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)";
        this.attempt = "UPDATE " + table + " SET attempts = attempts + 1"
                + " WHERE token_hash = ANY (?) AND ended_at IS NULL AND expires_at > ? AND attempts < ?"
                + " RETURNING id, tenant_id, user_id, login_name, country, must_change";
        this.spend =
                "UPDATE " + table + " SET ended_at = ? WHERE id = ? AND ended_at IS NULL AND expires_at > ?";
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
