package dev.holdfast.auth.recovery;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.internal.JoinedSql;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.HashTag;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jooq.DSLContext;

/** The statements on a user's codes. All join. */
final class RecoveryStore {
    private final Namespace namespace;

    RecoveryStore(Namespace namespace) {
        this.namespace = namespace;
    }

    /** What is known of a code that was not accepted. */
    record Found(boolean enrolled, boolean used) {}

    /** Puts the codes in the place of all earlier ones; the user's row serialises it with spends and other writers. */
    void replace(DSLContext tx, UserRef user, List<HashTag> codes, Instant now) {
        int unusedOpened = update(
                tx,
                RecoveryTable.OPEN,
                binds -> binds.user(user).number(codes.size()).time(now));
        int unusedErased = erase(tx, user);
        int unusedStored = update(
                tx,
                RecoveryTable.STORE,
                binds -> binds.user(user).texts(codes.get(0).keyId()).hashes(codes));
    }

    /** How many are left after the spend; empty when the code is not one to spend. */
    OptionalInt spend(DSLContext tx, UserRef user, List<HashTag> candidates, Spend spend) {
        return number(
                tx,
                RecoveryTable.SPEND,
                binds -> binds.user(user).time(spend.at()).hashes(candidates).number(spend.forgiven()));
    }

    /** A use: when, and how many attempts it gives back. */
    record Spend(Instant at, long forgiven) {}

    Found look(DSLContext tx, UserRef user, List<HashTag> candidates) {
        return JoinedSql.row(
                        tx,
                        RecoveryTable.sql(namespace, RecoveryTable.WHY),
                        binds -> binds.user(user).user(user).hashes(candidates),
                        row -> new Found(row.getBoolean("enrolled"), row.getBoolean("used")))
                .orElseGet(() -> new Found(false, false));
    }

    int left(DSLContext tx, UserRef user) {
        return number(tx, RecoveryTable.LEFT, binds -> binds.user(user)).orElse(0);
    }

    /** Takes all codes away; the row stays, since the counter of attempts reckons with what it has given back. */
    boolean discard(DSLContext tx, UserRef user) {
        boolean known = update(tx, RecoveryTable.CLOSE, binds -> binds.user(user)) == 1;
        return known && erase(tx, user) > 0;
    }

    int usersUnder(DSLContext own, List<String> keyIds) {
        return number(own, RecoveryTable.UNDER_KEYS, binds -> binds.texts(keyIds))
                .orElse(0);
    }

    private int erase(DSLContext tx, UserRef user) {
        return update(tx, RecoveryTable.ERASE, binds -> binds.user(user));
    }

    private int update(DSLContext tx, String text, JoinedSql.Binding binding) {
        return JoinedSql.update(tx, RecoveryTable.sql(namespace, text), binding);
    }

    private OptionalInt number(DSLContext tx, String text, JoinedSql.Binding binding) {
        return JoinedSql.row(tx, RecoveryTable.sql(namespace, text), binding, row -> row.getInt(1)).stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
