package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.auth.stepup.FactorResult;
import dev.holdfast.auth.stepup.FactorResult.Reason;
import dev.holdfast.auth.stepup.StepUpFactor;
import dev.holdfast.auth.stepup.StepUpSubject;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyRing;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.SqlState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Codes printed on paper, each good once: the table holds keyed hashes, and one conditional statement spends.
 *
 * <p>A code has 64 random bits, so guesses need no counter. Thread-safe.
 */
final class PrintedCodes implements StepUpFactor {
    static final String PURPOSE = "printed-code";

    static final String DDL = """
            CREATE TABLE printed_code (
                user_id   text  NOT NULL,
                code_hash bytea NOT NULL,
                used_at   timestamptz,
                CONSTRAINT printed_code_pkey PRIMARY KEY (user_id, code_hash)
            )""";

    private static final String SPEND = "UPDATE printed_code SET used_at = CAST(? AS timestamptz)"
            + " WHERE user_id = ? AND code_hash = ? AND used_at IS NULL";
    private static final String LOOK =
            "SELECT count(*) > 0 AS enrolled, coalesce(bool_or(code_hash = ? AND used_at IS NOT NULL), FALSE) AS used"
                    + " FROM printed_code WHERE user_id = ?";

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");
    private static final int LENGTH = 16;

    private final KeyedHash hash;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PrintedCodes(Supplier<KeyRing> keys, Clock clock) {
        this.hash = KeyedHash.of(PURPOSE, keys);
        this.clock = clock;
    }

    /** Adds a code to a user's sheet; it is shown this once. */
    Secret print(DSLContext tx, String userId) {
        Secret code = Secret.ofText(String.format("%016x", random.nextLong()));
        int unused = HostTransaction.join(tx)
                .execute("INSERT INTO printed_code (user_id, code_hash) VALUES (?, ?)", userId, hashed(code));
        return code;
    }

    @Override
    public String amr() {
        return "otp";
    }

    @Override
    public FactorResult verify(DSLContext tx, StepUpSubject subject, Secret response) {
        // By length first: a text of a megabyte is not even read.
        if (response.length() != LENGTH || !FORM.matcher(response.exposeText()).matches()) {
            return new FactorResult.Rejected(Reason.MALFORMED);
        }
        try {
            return spend(HostTransaction.join(tx), subject.userId(), hashed(response));
        } catch (DatabaseException e) {
            if (SqlState.isConflict(e)) {
                return new FactorResult.Conflict();
            }
            throw e;
        }
    }

    private FactorResult spend(DSLContext joined, String userId, byte[] codeHash) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return joined.execute(SPEND, now, userId, codeHash) == 1
                ? new FactorResult.Verified()
                : new FactorResult.Rejected(reason(joined, userId, codeHash));
    }

    private static Reason reason(DSLContext joined, String userId, byte[] codeHash) {
        Record seen = joined.fetchSingle(LOOK, codeHash, userId);
        if (seen.get("used", boolean.class)) {
            return Reason.REPLAYED;
        }
        return seen.get("enrolled", boolean.class) ? Reason.WRONG : Reason.NOT_ENROLLED;
    }

    private byte[] hashed(Secret code) {
        HashTag tag = hash.tag(code);
        return tag.hash();
    }
}
