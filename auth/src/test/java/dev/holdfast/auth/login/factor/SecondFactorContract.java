package dev.holdfast.auth.login.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.login.factor.SecondFactorResult.Accepted;
import dev.holdfast.auth.login.factor.SecondFactorResult.Conflict;
import dev.holdfast.auth.login.factor.SecondFactorResult.Rejected;
import dev.holdfast.auth.stepup.FactorResult.Reason;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.StatementSpy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SecondFactor} must do; extend it and say which factor, who has it, and which response is right.
 *
 * <p>Each test begins with a user who has the factor and has entered nothing yet.
 */
public abstract class SecondFactorContract {
    /** NIST SP 800-63B-4 §3.2.2: no more than 100 failed attempts in a row. */
    private static final int MOST_GUESSES = 100;

    private final AtomicInteger challenges = new AtomicInteger();

    /** For the children. */
    protected SecondFactorContract() {}

    /**
     * The factor under test.
     *
     * @return the same one throughout a test
     */
    protected abstract SecondFactor factor();

    /**
     * Runs each verification, at READ COMMITTED; at least three at once must not wait for each other.
     *
     * @return a runner over the factor's database
     */
    protected abstract TransactionRunner runner();

    /**
     * Who has the factor.
     *
     * @return the same user throughout a test
     */
    protected abstract UserRef user();

    /**
     * A user without the factor, whose id is well-formed.
     *
     * @return the user
     */
    protected abstract UserRef stranger();

    /**
     * A response of {@link #user} that is right now and was not used.
     *
     * @return the same one throughout a test
     */
    protected abstract Secret rightResponse();

    /**
     * A response of the right form that is wrong.
     *
     * @return the response
     */
    protected abstract Secret wrongResponse();

    /**
     * Whether the mark of use joins the login's transaction, so that a login undone leaves the response good.
     *
     * @return true unless overridden; false where it is kept in memory
     */
    protected boolean joins() {
        return true;
    }

    @Test
    void methodAndAmr_any_areLowerCaseWords() {
        assertThat(factor().method()).matches("[a-z][a-z0-9_]{0,31}");
        assertThat(factor().amr()).matches("[a-z][a-z0-9_-]{0,31}");
    }

    @Test
    void isEnrolled_userAndStranger_isToldApart() {
        assertThat(enrolled(user())).isTrue();
        assertThat(enrolled(stranger())).isFalse();
    }

    @Test
    void verify_rightResponse_isAccepted() {
        assertThat(verify(user(), rightResponse())).isInstanceOf(Accepted.class);
    }

    @Test
    void verify_wrongResponse_isRejectedAndTheRightOneStaysGood() {
        assertThat(verify(user(), wrongResponse())).isEqualTo(new Rejected(Reason.WRONG));
        assertThat(verify(user(), rightResponse())).isInstanceOf(Accepted.class);
    }

    @Test
    void verify_sameResponseAgain_isRejected() {
        assertThat(verify(user(), rightResponse())).isInstanceOf(Accepted.class);
        assertThat(verify(user(), rightResponse())).isInstanceOf(Rejected.class);
    }

    /** The second looks while the first has not committed: one that looks and then writes accepts both. */
    @Test
    void verify_sameResponseSideBySide_isAcceptedOnce() {
        List<CompletableFuture<SecondFactorResult>> second = new ArrayList<>();
        runner().run(tx -> {
            assertThat(factor().verify(tx, user(), rightResponse(), "first")).isInstanceOf(Accepted.class);
            // In another thread, since a thread may be bound to its transaction.
            second.add(CompletableFuture.supplyAsync(
                    () -> runner().call(own -> factor().verify(own, user(), rightResponse(), "second"))));
            awaitLock(tx, second.get(0));
        });
        assertThat(second.get(0).join()).isInstanceOfAny(Rejected.class, Conflict.class);
    }

    @Test
    void verify_loginUndone_leavesTheResponseGoodWhereMarksJoin() {
        var unused = undone(this::rightResponse, Accepted.class);
        assertThat(verify(user(), rightResponse())).isInstanceOf(joins() ? Accepted.class : Rejected.class);
    }

    /** No rollback gives a guess back, and no new challenge does. */
    @Test
    void verify_wrongResponsesUndone_areBounded() {
        SecondFactorResult last = undone(this::wrongResponse, Rejected.class);
        for (int i = 1; i < MOST_GUESSES && !last.equals(new Rejected(Reason.TOO_MANY_ATTEMPTS)); i++) {
            last = undone(this::wrongResponse, Rejected.class);
        }
        assertThat(last).isEqualTo(new Rejected(Reason.TOO_MANY_ATTEMPTS));
        assertThat(verify(user(), rightResponse())).isEqualTo(new Rejected(Reason.TOO_MANY_ATTEMPTS));
    }

    @Test
    void verify_strangerWithAUsersResponse_isRejectedAndTheUsersStaysGood() {
        assertThat(verify(stranger(), rightResponse())).isInstanceOf(Rejected.class);
        assertThat(verify(user(), rightResponse())).isInstanceOf(Accepted.class);
    }

    @Test
    void verify_userAndStranger_runsTheSameStatementsAndJoins() {
        List<String> known = statements(user());
        assertThat(statements(stranger())).isEqualTo(known);
    }

    @Test
    void verify_whateverWasTyped_isRejectedAndTheTransactionGoesOn() {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        List<Secret> typed = List.of(
                Secret.of(everyByte),
                Secret.of(new byte[] {0}),
                Secret.ofText(" "),
                Secret.ofText("' OR '1' = '1"),
                Secret.ofText("\u0661\u0662\u0663\u0664\u0665\u0666"),
                Secret.of(new byte[1_000_000]));
        for (Secret response : typed) {
            SecondFactorResult result = runner().call(tx -> {
                SecondFactorResult said = factor().verify(tx, user(), response, "typed");
                assertThat(tx.fetchValue("SELECT 1"))
                        .as("the transaction goes on")
                        .isEqualTo(1);
                return said;
            });
            assertThat(result).isInstanceOf(Rejected.class);
        }
    }

    private boolean enrolled(UserRef who) {
        return runner().call(tx -> factor().isEnrolled(tx, who));
    }

    private SecondFactorResult verify(UserRef who, Secret response) {
        return runner().call(tx -> factor().verify(tx, who, response, "challenge"));
    }

    /** Each in a login of its own, rolled back. */
    private SecondFactorResult undone(Supplier<Secret> response, Class<?> expected) {
        List<SecondFactorResult> said = new ArrayList<>();
        assertThatThrownBy(() -> runner().run(tx -> {
                    said.add(factor().verify(tx, user(), response.get(), "guess-" + challenges.incrementAndGet()));
                    throw new IllegalStateException("the login is refused");
                }))
                .hasMessage("the login is refused");
        assertThat(said).hasSize(1).first().isInstanceOf(expected);
        return said.get(0);
    }

    private List<String> statements(UserRef who) {
        return runner().call(tx -> tx.connectionResult(connection -> {
            StatementSpy spy = StatementSpy.on(connection);
            SecondFactorResult said =
                    factor().verify(DSL.using(spy.connection(), SQLDialect.POSTGRES), who, wrongResponse(), "spied");
            assertThat(said).isInstanceOf(Rejected.class);
            assertThat(spy.transactionCalls()).isEmpty();
            return spy.statements();
        }));
    }

    /** Until the other one waits for a lock, or has ended without. */
    private static void awaitLock(DSLContext tx, CompletableFuture<?> other) {
        while (!other.isDone() && !isAnyWaiting(tx)) {
            Thread.onSpinWait();
        }
    }

    /** Not by pg_stat_activity, which shows one transaction the same for all its length. */
    private static boolean isAnyWaiting(DSLContext tx) {
        return tx.fetch("SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))")
                .isNotEmpty();
    }
}
