package dev.holdfast.auth.recovery;

import dev.holdfast.auth.UserRef;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.tx.HostTransaction;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
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
        var unusedOpened = on(tx, RecoveryTable.OPEN, statement -> {
            bindUser(statement, 1, user);
            statement.setInt(3, codes.size());
            bindTime(statement, 4, now);
            return statement.executeUpdate();
        });
        var unusedErased = erase(tx, user);
        var unusedStored = on(tx, RecoveryTable.STORE, statement -> {
            bindUser(statement, 1, user);
            statement.setString(3, codes.get(0).keyId());
            statement.setArray(4, hashes(statement, codes));
            return statement.executeUpdate();
        });
    }

    /** How many are left after the spend; empty when the code is not one to spend. */
    OptionalInt spend(DSLContext tx, UserRef user, List<HashTag> candidates, Spend spend) {
        return on(tx, RecoveryTable.SPEND, statement -> {
            bindUser(statement, 1, user);
            bindTime(statement, 3, spend.at());
            statement.setArray(4, hashes(statement, candidates));
            statement.setLong(5, spend.forgiven());
            return number(statement);
        });
    }

    /** A use: when, and how many attempts it gives back. */
    record Spend(Instant at, long forgiven) {}

    Found look(DSLContext tx, UserRef user, List<HashTag> candidates) {
        return on(tx, RecoveryTable.WHY, statement -> {
            bindUser(statement, 1, user);
            bindUser(statement, 3, user);
            statement.setArray(5, hashes(statement, candidates));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Found(row.getBoolean("enrolled"), row.getBoolean("used"))
                        : new Found(false, false);
            }
        });
    }

    int left(DSLContext tx, UserRef user) {
        return on(tx, RecoveryTable.LEFT, statement -> {
                    bindUser(statement, 1, user);
                    return number(statement);
                })
                .orElse(0);
    }

    /** Takes all codes away; the row stays, since the counter of attempts reckons with what it has given back. */
    boolean discard(DSLContext tx, UserRef user) {
        boolean known = on(tx, RecoveryTable.CLOSE, statement -> {
            bindUser(statement, 1, user);
            return statement.executeUpdate() == 1;
        });
        return known && erase(tx, user) > 0;
    }

    int usersUnder(DSLContext own, List<String> keyIds) {
        return on(own, RecoveryTable.UNDER_KEYS, statement -> {
                    statement.setArray(1, statement.getConnection().createArrayOf("text", keyIds.toArray()));
                    return number(statement);
                })
                .orElse(0);
    }

    private int erase(DSLContext tx, UserRef user) {
        return on(tx, RecoveryTable.ERASE, statement -> {
            bindUser(statement, 1, user);
            return statement.executeUpdate();
        });
    }

    /** Sets the parameters of a statement, runs it, and reads what it gives. */
    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }

    private <T> T on(DSLContext tx, String text, Work<T> work) {
        return HostTransaction.onConnection(tx, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RecoveryTable.sql(namespace, text))) {
                return work.on(statement);
            }
        });
    }

    private static OptionalInt number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        }
    }

    private static Array hashes(PreparedStatement statement, List<HashTag> tags) throws SQLException {
        byte[][] hashes = tags.stream().map(HashTag::hash).toArray(byte[][]::new);
        return statement.getConnection().createArrayOf("bytea", hashes);
    }

    private static void bindUser(PreparedStatement statement, int from, UserRef user) throws SQLException {
        statement.setString(from, user.tenantId());
        statement.setString(from + 1, user.userId());
    }

    private static void bindTime(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setObject(index, time.atOffset(ZoneOffset.UTC));
    }
}
