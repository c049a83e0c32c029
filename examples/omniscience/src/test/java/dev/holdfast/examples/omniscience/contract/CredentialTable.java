package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.StoredPassword;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Passwords in a table of their own beside the users: one row a user who has one, the mark in a table beside it. Keys are
 * compared as text, so that an id which is no number is one that nobody has. Thread-safe.
 */
class CredentialTable implements PasswordStore {
    static final String DDL = """
            CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
            CREATE UNIQUE INDEX ON person ((id::text));
            CREATE TABLE credential (person bigint PRIMARY KEY REFERENCES person, text text NOT NULL, set_at timestamptz);
            CREATE UNIQUE INDEX ON credential ((person::text));
            CREATE TABLE must_change (person bigint PRIMARY KEY REFERENCES person)
            """;

    /** Who has no password is found all the same. */
    private static final String FIND = """
            SELECT p.id::text, c.text, EXISTS (SELECT FROM must_change m WHERE m.person = p.id)
            FROM person p LEFT JOIN credential c ON c.person = p.id WHERE p.id::text = ?::text
            """;

    private static final String PAGE = """
            SELECT c.person::text, c.text, EXISTS (SELECT FROM must_change m WHERE m.person = c.person)
            FROM credential c WHERE c.person > ?
            """;

    @Override
    public Optional<StoredPassword> find(DSLContext tx, @Nullable UserRef user) {
        return tx.fetch(FIND, id(user)).stream().findFirst().map(CredentialTable::stored);
    }

    @Override
    public boolean replace(DSLContext tx, StoredPassword expected, String text) {
        return tx.execute(
                        "UPDATE credential SET text = ? WHERE person::text = ? AND text = ?",
                        text,
                        id(expected.user()),
                        expected.text())
                == 1;
    }

    @Override
    public boolean set(DSLContext tx, UserRef user, String text, Instant at) {
        int unused = tx.execute("DELETE FROM must_change WHERE person::text = ?", id(user));
        return tx.execute(
                        "INSERT INTO credential SELECT id, ?, ?::timestamptz FROM person WHERE id::text = ?"
                                + " ON CONFLICT (person) DO UPDATE SET text = excluded.text, set_at = excluded.set_at",
                        text,
                        OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                        id(user))
                == 1;
    }

    @Override
    public boolean requireChange(DSLContext tx, UserRef user) {
        return tx.execute(
                        "INSERT INTO must_change SELECT id FROM person WHERE id::text = ?"
                                + " ON CONFLICT (person) DO UPDATE SET person = excluded.person",
                        id(user))
                == 1;
    }

    @Override
    public List<StoredPassword> lockNext(DSLContext own, @Nullable UserRef after, String done, int limit) {
        return own.fetch(
                        PAGE + " AND NOT (?::text <> '' AND starts_with(c.text, ?)) ORDER BY c.person LIMIT ?"
                                + " FOR NO KEY UPDATE OF c SKIP LOCKED",
                        after(after),
                        done,
                        done,
                        limit)
                .map(CredentialTable::stored);
    }

    @Override
    public List<StoredPassword> next(DSLContext tx, @Nullable UserRef after, int limit) {
        return tx.fetch(PAGE + " ORDER BY c.person LIMIT ?", after(after), limit)
                .map(CredentialTable::stored);
    }

    private static @Nullable String id(@Nullable UserRef user) {
        return user == null ? null : user.userId();
    }

    private static long after(@Nullable UserRef user) {
        return user == null ? 0 : Long.parseLong(user.userId());
    }

    private static StoredPassword stored(Record row) {
        return new StoredPassword(
                UserRef.of(row.get(0, String.class)), row.get(1, String.class), row.get(2, Boolean.class));
    }
}
