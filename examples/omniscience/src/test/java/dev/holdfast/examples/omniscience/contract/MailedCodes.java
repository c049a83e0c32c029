package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.factor.SecondFactor;
import dev.holdfast.auth.login.factor.SecondFactorResult;
import dev.holdfast.auth.login.factor.SecondFactorResult.Accepted;
import dev.holdfast.auth.login.factor.SecondFactorResult.Conflict;
import dev.holdfast.auth.login.factor.SecondFactorResult.Rejected;
import dev.holdfast.auth.stepup.FactorResult.Reason;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/**
 * A code of eight digits that is sent to the user's address and is good once, for ten minutes, among five entries.
 *
 * <p>An entry is counted by the evidence runner before it is looked at; the code is used up with the login. Thread-safe.
 */
final class MailedCodes implements SecondFactor {
    static final String KEY_PURPOSE = "mailed-code";

    static final String DDL = """
            CREATE TABLE mail_address (user_id text PRIMARY KEY, address text NOT NULL);
            CREATE TABLE mailed_code (
                user_id text PRIMARY KEY, code_hash bytea NOT NULL, good_until timestamptz NOT NULL, used boolean NOT NULL);
            CREATE TABLE mailed_code_entry (user_id text PRIMARY KEY, entries integer NOT NULL)
            """;

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final int MOST_ENTRIES = 5;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{8}");

    private final SecureRandom random = new SecureRandom();
    private final KeyedHash hash;
    private final TransactionRunner evidence;
    private final Clock clock;

    MailedCodes(Supplier<KeyRing> keys, TransactionRunner evidence, Clock clock) {
        this.hash = KeyedHash.of(KEY_PURPOSE, keys);
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Makes a code for the mail; the one before is good no longer, and entries are counted anew. Joins. */
    String make(DSLContext tx, UserRef user) {
        String code = "%08d".formatted(random.nextInt(100_000_000));
        int made = tx.execute(
                "INSERT INTO mailed_code VALUES (?, ?, ?::timestamptz, false) ON CONFLICT (user_id) DO UPDATE"
                        + " SET code_hash = excluded.code_hash, good_until = excluded.good_until, used = false",
                user.userId(),
                hashed(user, code),
                now().plus(GOOD_FOR));
        int unused = tx.execute("DELETE FROM mailed_code_entry WHERE user_id = ?", user.userId());
        if (made != 1) {
            throw new IllegalStateException("making a mailed code must write one row, wrote " + made);
        }
        return code;
    }

    @Override
    public String method() {
        return "mailed_code";
    }

    @Override
    public String amr() {
        return "otp";
    }

    @Override
    public boolean isEnrolled(DSLContext tx, UserRef user) {
        return !tx.fetch("SELECT 1 FROM mail_address WHERE user_id = ?", user.userId())
                .isEmpty();
    }

    @Override
    public SecondFactorResult verify(DSLContext tx, UserRef user, Secret response, String challengeId) {
        String typed = response.length() > 64 ? "" : response.exposeText().strip();
        if (!DIGITS.matcher(typed).matches()) {
            return new Rejected(Reason.MALFORMED);
        }
        if (!counted(user)) {
            return new Rejected(Reason.TOO_MANY_ATTEMPTS);
        }
        try {
            return isSpent(tx, user, typed)
                    ? new Accepted(OptionalInt.empty())
                    : new Rejected(wasUsed(tx, user, typed) ? Reason.REPLAYED : Reason.WRONG);
        } catch (RuntimeException e) {
            if (SqlState.isConflict(e)) {
                return new Conflict();
            }
            throw e;
        }
    }

    /** Committed before the code is looked at, for users without an address as well. */
    private boolean counted(UserRef user) {
        return evidence.call(own -> own.execute(
                        "INSERT INTO mailed_code_entry AS e VALUES (?, 1) ON CONFLICT (user_id) DO UPDATE"
                                + " SET entries = e.entries + 1 WHERE e.entries < ?",
                        user.userId(),
                        MOST_ENTRIES))
                == 1;
    }

    private boolean isSpent(DSLContext tx, UserRef user, String code) {
        return tx.execute(
                        "UPDATE mailed_code SET used = true"
                                + " WHERE user_id = ? AND code_hash = ? AND NOT used AND good_until > ?::timestamptz",
                        user.userId(),
                        hashed(user, code),
                        now())
                == 1;
    }

    private boolean wasUsed(DSLContext tx, UserRef user, String code) {
        return !tx.fetch(
                        "SELECT 1 FROM mailed_code WHERE user_id = ? AND code_hash = ? AND used",
                        user.userId(),
                        hashed(user, code))
                .isEmpty();
    }

    private byte[] hashed(UserRef user, String code) {
        return hash.tag(Secret.ofText(user.userId() + ' ' + code)).hash();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), clock.getZone());
    }
}
