package dev.holdfast.auth.password;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.FactorFixture;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.password.hash.Argon2Cost;
import dev.holdfast.auth.password.hash.HashingLimits;
import dev.holdfast.auth.password.hash.HashingPool;
import dev.holdfast.auth.password.rule.BlockList;
import dev.holdfast.auth.password.rule.BreachedPasswords;
import dev.holdfast.auth.password.rule.PasswordContext;
import dev.holdfast.auth.password.rule.PasswordRules;
import dev.holdfast.auth.password.store.PasswordStore;
import dev.holdfast.auth.password.store.PasswordTable;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.StatementSpy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A database with a host's user table, hashes that cost next to nothing, and sinks and counters that remember. */
final class PasswordFixture extends FactorFixture {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);
    static final Secret RIGHT = Secret.ofText("correct horse battery staple");
    static final Secret WRONG = Secret.ofText("incorrect horse battery staple");
    static final PasswordContext CONTEXT = PasswordContext.alone();

    final StatementSpy spy = StatementSpy.on(pool);
    final TransactionRunner spied = TransactionRunner.over(spy.dataSource());
    final List<String> hashes = new CopyOnWriteArrayList<>();
    final HashingPool hashing;
    final PasswordSetup setup;
    final Passwords passwords;
    final PasswordChanges changes;

    PasswordFixture() {
        super(PasswordSetup.KEY_PURPOSE);
        execute("CREATE TABLE account (id text PRIMARY KEY, password_hash text, changed_at timestamptz,"
                + " must_change boolean)");
        hashing = HashingPool.of(new HashingLimits(4, 1000, Duration.ofSeconds(30), 64 * 1024), new RememberedHashes());
        PasswordStore store =
                PasswordStore.of(PasswordTable.of("public", "account", KeyColumn.text("id"), "password_hash")
                        .withChangedAt("changed_at")
                        .withMustChange("must_change"));
        PasswordPolicy policy = PasswordPolicy.defaults().withCost(CHEAP);
        setup = new PasswordSetup(Namespace.defaults(), policy, store, hashing, ring::get, spied, trail, clock);
        passwords = Passwords.of(setup);
        PasswordRules rules = new PasswordRules(15, 8, BlockList.of(List.of()), BreachedPasswords.none(), false);
        changes = PasswordChanges.of(setup, rules, revocation);
    }

    /** Keeps the scheme of every hash that was computed. */
    private final class RememberedHashes implements Metrics {
        @Override
        public void count(String name, String... labels) {
            if (name.equals("holdfast.password.hash")) {
                hashes.add(labels[1]);
            }
        }

        @Override
        public void time(String name, Duration elapsed, String... labels) {}
    }

    /** A user whose hash column holds a text, or null. */
    @CanIgnoreReturnValue
    UserRef userWith(String hash) {
        UserRef user = newUser();
        execute("INSERT INTO account (id, password_hash) VALUES ('" + user.userId() + "', "
                + (hash == null ? "NULL" : "'" + hash + "'") + ")");
        return user;
    }

    /** A user whose password was set here. */
    UserRef userWith(Secret password) {
        UserRef user = userWith((String) null);
        set(user, password);
        return user;
    }

    @CanIgnoreReturnValue
    ChangeResult set(UserRef user, Secret password) {
        PreparedPassword prepared = prepared(user, password);
        return inTx(tx -> changes.change(tx, prepared));
    }

    PreparedPassword prepared(UserRef user, Secret password) {
        return ((PreparationResult.Prepared) changes.prepare(user, password, CONTEXT)).password();
    }

    @CanIgnoreReturnValue
    PasswordResult verify(UserRef user, Secret password) {
        return passwords.verify(Optional.of(user), password);
    }

    String hashOf(UserRef user) {
        return text("SELECT password_hash FROM account WHERE id = '" + user.userId() + "'");
    }

    @Override
    public void close() {
        hashing.close();
        super.close();
    }
}
