package dev.holdfast.examples.benchmarks.stepup;

import dev.holdfast.core.secret.HashTag;
import dev.holdfast.core.secret.KeyedHash;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.secret.Token;
import dev.holdfast.core.secret.TokenFormat;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Tokens of one user made beforehand, a session each, for every thread its own. */
final class TokenStock {
    private static final int BATCH = 1000;

    private final List<List<Ready>> tokens = new ArrayList<>();

    /**
     * A token that can be spent.
     *
     * @param session the session it is bound to
     * @param text what its bearer presents
     * @param tag what the row is found by
     */
    record Ready(String session, Secret text, HashTag tag) {}

    /** Makes and stores them. */
    static TokenStock of(TestDatabase database, String user, int threads, int perThread) throws SQLException {
        TokenStock stock = new TokenStock();
        TokenFormat format = TokenFormat.of("hfsu", new SecureRandom());
        KeyedHash hash = TokenHost.hash();
        try (Connection connection = JdbcContestant.connect(database);
                PreparedStatement insert = connection.prepareStatement(BareTokens.INSERT)) {
            for (int thread = 0; thread < threads; thread++) {
                List<Ready> own = new ArrayList<>(perThread);
                stock.tokens.add(own);
                for (int i = 0; i < perThread; i++) {
                    Token token = format.mint(UUID.randomUUID());
                    Ready ready = new Ready(thread + "-" + i, token.text(), hash.tag(token.text()));
                    own.add(ready);
                    BareTokens.bindInsert(insert, token.id(), ready.tag.hash(), user, ready.session);
                    insert.addBatch();
                    if (own.size() % BATCH == 0 || own.size() == perThread) {
                        insert.executeBatch();
                    }
                }
            }
            connection.commit();
        }
        return stock;
    }

    Iterator<Ready> of(int thread) {
        return tokens.get(thread).iterator();
    }
}
