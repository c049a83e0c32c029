package dev.holdfast.auth.password.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.auth.UserRef;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.StatementSpy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PasswordStore} must do; extend it and say which store, over what, and how users come into it.
 */
public abstract class PasswordStoreContract {
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00Z");

    /** For the children. */
    protected PasswordStoreContract() {}

    /**
     * The store under test, empty at the beginning of each test.
     *
     * @return the same one throughout a test
     */
    protected abstract PasswordStore store();

    /**
     * Runs each call in a transaction at READ COMMITTED.
     *
     * @return a runner over the store's database
     */
    protected abstract TransactionRunner runner();

    /**
     * Inserts a user.
     *
     * @param hash what the hash column holds, or null
     * @return the user, with ids as the database prints them
     */
    @CanIgnoreReturnValue
    protected abstract UserRef insert(@Nullable String hash);

    /**
     * A user who is not in the store but could be.
     *
     * @return a user with well-formed ids
     */
    protected abstract UserRef stranger();

    @Test
    void find_user_givesWhatTheRowHolds() {
        UserRef user = insert("first");
        insert("another");

        assertThat(find(user)).isEqualTo(new StoredPassword(user, "first", false));
        assertThat(find(insert(null)).hash()).isEmpty();
    }

    @Test
    void find_nobody_isEmptyWithoutException() {
        insert("first");
        UserRef impossible = new UserRef(stranger().tenantId(), "no such id at all");
        var found = runner().call(tx ->
                List.of(store().find(tx, stranger()), store().find(tx, null), store().find(tx, impossible)));
        assertThat(found).allMatch(Optional::isEmpty);
        // An error swallowed inside would have ended the transaction.
        Object goesOn = runner().call(tx -> {
            var unused = store().find(tx, impossible);
            return tx.fetchValue("SELECT 1");
        });
        assertThat(goesOn).isEqualTo(1);
    }

    @Test
    void replace_presentText_isReplacedAndAnOlderOneIsNot() {
        UserRef user = insert("first");
        StoredPassword first = find(user);

        assertThat(replace(first, "second")).isTrue();
        assertThat(replace(first, "third")).isFalse();

        assertThat(find(user).text()).isEqualTo("second");
    }

    /** The second asks while the first has not committed: one that looks and then writes lets both replace. */
    @Test
    void replace_twoSideBySide_isDoneByOne() {
        StoredPassword first = find(insert("first"));
        List<CompletableFuture<Boolean>> second = new ArrayList<>();
        runner().run(tx -> {
            assertThat(store().replace(tx, first, "second")).isTrue();
            // In another thread, since a thread may be bound to its transaction.
            second.add(CompletableFuture.supplyAsync(() -> replace(first, "third")));
            while (!second.get(0).isDone() && !isAnyWaiting(tx)) {
                Thread.onSpinWait();
            }
        });
        assertThat(second.get(0).join()).isFalse();
        assertThat(find(first.user()).text()).isEqualTo("second");
    }

    @Test
    void replace_wordingThatLooksLikeAPattern_isTakenAsItStands() {
        StoredPassword odd = find(insert("_$%\\ text"));

        assertThat(replace(new StoredPassword(odd.user(), "%", false), "second"))
                .isFalse();
        assertThat(replace(odd, "th'ird\\")).isTrue();

        assertThat(find(odd.user()).text()).isEqualTo("th'ird\\");
    }

    @Test
    void find_userStrangerAndNobody_runsTheSameStatementsAndJoins() {
        List<String> known = statements(insert("first"));

        assertThat(known).isNotEmpty();
        assertThat(statements(stranger())).isEqualTo(known);
        assertThat(statements(new UserRef(stranger().tenantId(), "no such id at all")))
                .isEqualTo(known);
        assertThat(statements(null)).isEqualTo(known);
    }

    @Test
    void set_user_replacesWhateverStoodAndTakesTheMarkOff() {
        UserRef user = insert(null);
        UserRef other = insert("other");
        boolean marked = runner().call(tx -> store().requireChange(tx, user));
        assertThat(marked).isTrue();
        assertThat(find(user).mustChange()).isTrue();
        assertThat(find(other).mustChange()).isFalse();

        boolean set = runner().call(tx -> store().set(tx, user, "set", AT));
        boolean strange = runner().call(tx -> store().set(tx, stranger(), "set", AT));

        assertThat(set).isTrue();
        assertThat(strange).isFalse();
        assertThat(find(user)).isEqualTo(new StoredPassword(user, "set", false));
        assertThat(find(other).text()).isEqualTo("other");
    }

    @Test
    void requireChange_stranger_isFalse() {
        boolean marked = runner().call(tx -> store().requireChange(tx, stranger()));
        assertThat(marked).isFalse();
    }

    @Test
    void writes_rolledBack_leaveNothing() {
        UserRef user = insert("first");
        StoredPassword before = find(user);
        assertThatThrownBy(() -> runner().run(tx -> {
                    boolean replaced = store().replace(tx, before, "second");
                    boolean set = store().set(tx, user, "third", AT);
                    boolean marked = store().requireChange(tx, user);
                    assertThat(List.of(replaced, set, marked)).containsOnly(true);
                    throw new IllegalStateException("the host fails");
                }))
                .hasMessage("the host fails");
        assertThat(find(user)).isEqualTo(before);
    }

    @Test
    void pages_overAllUsers_giveEachOnceAndPassOverWhatIsDone() {
        List<UserRef> users = new ArrayList<>();
        // Twelve, so that ids of one and of two digits are among them where ids are numbers.
        for (int i = 0; i < 12; i++) {
            users.add(insert(i % 2 == 0 ? "open " + i : "done " + i));
        }
        insert(null);

        assertThat(pages("")).containsExactlyInAnyOrderElementsOf(users);
        assertThat(pages("done "))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 6).mapToObj(i -> users.get(2 * i)).toList());
        assertThat(unlockedPages()).containsExactlyElementsOf(pages(""));
    }

    @Test
    void lockNext_rowsLockedBySomebodyElse_arePassedOver() {
        UserRef locked = insert("first");
        UserRef free = insert("second");
        runner().run(tx -> {
            boolean set = store().set(tx, locked, "third", AT);
            assertThat(set).isTrue();
            // In another thread, since a thread may be bound to its transaction.
            var seen = CompletableFuture.supplyAsync(() -> runner().call(own -> store().lockNext(own, null, "", 10)))
                    .join();
            assertThat(seen).extracting(StoredPassword::user).containsExactly(free);
        });
    }

    @Test
    void lockNext_rowsOfABatchUnderWay_areNotGivenToAnother() {
        UserRef user = insert("first");
        runner().run(tx -> {
            assertThat(store().lockNext(tx, null, "", 10))
                    .extracting(StoredPassword::user)
                    .containsExactly(user);
            var seen = CompletableFuture.supplyAsync(() -> runner().call(own -> store().lockNext(own, null, "", 10)))
                    .join();
            assertThat(seen).isEmpty();
        });
    }

    private List<String> statements(@Nullable UserRef user) {
        return runner().call(tx -> tx.connectionResult(connection -> {
            StatementSpy spy = StatementSpy.on(connection);
            var unused = store().find(DSL.using(spy.connection(), SQLDialect.POSTGRES), user);
            assertThat(spy.transactionCalls()).isEmpty();
            return spy.statements();
        }));
    }

    private static boolean isAnyWaiting(DSLContext tx) {
        return tx.fetch("SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
                .isNotEmpty();
    }

    private List<UserRef> pages(String done) {
        List<UserRef> seen = new ArrayList<>();
        List<StoredPassword> page = lockNext(null, done);
        while (!page.isEmpty()) {
            page.forEach(row -> seen.add(row.user()));
            page = lockNext(seen.get(seen.size() - 1), done);
        }
        return seen;
    }

    private List<UserRef> unlockedPages() {
        List<UserRef> seen = new ArrayList<>();
        List<StoredPassword> page = runner().call(tx -> store().next(tx, null, 3));
        while (!page.isEmpty()) {
            page.forEach(row -> seen.add(row.user()));
            UserRef after = seen.get(seen.size() - 1);
            page = runner().call(tx -> store().next(tx, after, 3));
        }
        return seen;
    }

    private List<StoredPassword> lockNext(@Nullable UserRef after, String done) {
        return runner().call(own -> store().lockNext(own, after, done, 3));
    }

    private StoredPassword find(UserRef user) {
        return runner().call(tx -> store().find(tx, user)).orElseThrow();
    }

    private boolean replace(StoredPassword expected, String text) {
        return runner().call(tx -> store().replace(tx, expected, text));
    }
}
