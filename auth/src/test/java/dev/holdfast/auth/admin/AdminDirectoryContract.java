package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.auth.admin.AdminDirectory.Account;
import dev.holdfast.auth.admin.AdminDirectory.Look;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link AdminDirectory} has to pass; a host extends it for its own. Each test begins with no account. */
public abstract class AdminDirectoryContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The directory under test. */
    protected abstract AdminDirectory directory();

    /** The database it works on, of this test alone. */
    protected abstract TestDatabase database();

    /** The scope the accounts are in; empty without tenants. */
    protected abstract String scope();

    /** A role that makes no admin. */
    protected abstract String ordinaryRole();

    /**
     * Adds an account that is no master.
     *
     * @param number its number within the test, in the order of creation
     * @param role its role
     * @param enabled whether it is open
     * @return its id
     */
    protected abstract String add(int number, String role, boolean enabled) throws SQLException;

    private String adminRole() {
        return directory().adminRoles().iterator().next();
    }

    private AdminActor actor(String id) {
        return new AdminActor(scope(), id);
    }

    private Optional<Account> execute(AdminChange change) {
        return TransactionRunner.over(database().dataSource())
                .call(tx -> directory().execute(tx, change, NOW));
    }

    private Look look(AdminChange change) {
        return TransactionRunner.over(database().dataSource())
                .call(tx -> directory().look(tx, change, NOW));
    }

    @Test
    void execute_grant_givesTheAccountAsItWas() throws SQLException {
        String admin = add(1, adminRole(), true);
        String user = add(2, ordinaryRole(), true);
        AdminChange change = actor(admin).changeRole(user, adminRole());
        Account before = execute(change).orElseThrow();
        assertThat(before.id()).isEqualTo(user);
        assertThat(before.role()).isEqualTo(ordinaryRole());
        assertThat(before.admin()).isFalse();
        assertThat(look(change).target()).isNotNull().matches(Account::lasting).matches(Account::enabled);
        assertThat(execute(change)).as("so already").isEmpty();
    }

    @Test
    void execute_lastAdmin_staysOnEveryPath() throws SQLException {
        String admin = add(1, adminRole(), true);
        String disabled = add(2, adminRole(), false);
        for (AdminChange change : List.of(
                actor(admin).changeRole(admin, ordinaryRole()),
                actor(admin).disable(admin),
                actor(admin).delete(admin))) {
            assertThat(execute(change)).as("%s", change.act()).isEmpty();
            assertThat(look(change).others())
                    .as("the disabled one does not count")
                    .isZero();
        }
        assertThat(execute(actor(disabled).disable(admin))).isEmpty();
        assertThat(execute(actor(admin).enable(disabled))).isPresent();
        assertThat(execute(actor(admin).delete(admin))).isPresent();
        assertThat(look(actor(admin).disable(disabled)).actor()).isNull();
    }

    @Test
    void execute_rolledBack_changesNothing() throws SQLException {
        String admin = add(1, adminRole(), true);
        String other = add(2, adminRole(), true);
        for (AdminChange change : List.of(
                actor(admin).changeRole(other, ordinaryRole()),
                actor(admin).disable(other),
                actor(admin).delete(other))) {
            assertThatThrownBy(() -> TransactionRunner.over(database().dataSource())
                            .run(tx -> {
                                assertThat(directory().execute(tx, change, NOW)).isPresent();
                                throw new IllegalStateException("the host fails");
                            }))
                    .hasMessage("the host fails");
            assertThat(look(change).target()).isNotNull().matches(Account::lasting);
        }
    }

    @Test
    void appointMaster_firstByCreation_onceAndForGood() throws SQLException {
        TransactionRunner runner = TransactionRunner.over(database().dataSource());
        assertThat(runner.<Optional<String>>call(tx -> directory().appointMaster(tx, scope())))
                .isEmpty();
        String disabled = add(1, adminRole(), false);
        String first = add(2, adminRole(), true);
        String second = add(3, adminRole(), true);
        assertThat(runner.<Optional<String>>call(tx -> directory().appointMaster(tx, scope())))
                .contains(first);
        assertThat(runner.<Optional<String>>call(tx -> directory().appointMaster(tx, scope())))
                .isEmpty();
        assertThat(runner.<Optional<String>>call(tx -> directory().master(tx, scope())))
                .contains(first);

        assertThat(execute(actor(second).disable(first))).isEmpty();
        assertThat(execute(actor(second).transferMaster(disabled)))
                .as("not the holder")
                .isEmpty();
        assertThat(execute(actor(first).transferMaster(disabled)))
                .as("not usable")
                .isEmpty();
        assertThat(execute(actor(first).transferMaster(second))).isPresent();
        assertThat(runner.<Optional<String>>call(tx -> directory().master(tx, scope())))
                .contains(second);
    }

    /** In each round two admins are all the scope has, and every path on which an admin is lost takes its turn. */
    @ParameterizedTest
    @EnumSource(Isolation.class)
    void execute_twoStepDownAtOnce_oneStays(Isolation isolation) throws SQLException {
        List<String> earlier = new ArrayList<>();
        RaceReport<Boolean> report = Race.on(database())
                .contenders(2)
                .rounds(Rounds.of(200))
                .isolation(isolation)
                .prepare((connection, round) -> {
                    List<String> pair =
                            List.of(add(2 * round + 1, adminRole(), true), add(2 * round + 2, adminRole(), true));
                    for (String one : earlier) {
                        Optional<Account> unused = execute(actor(pair.get(0)).delete(one));
                    }
                    earlier.clear();
                    earlier.addAll(pair);
                    return pair;
                })
                .run(contender -> {
                    DSLContext tx = DSL.using(contender.connection(), SQLDialect.POSTGRES);
                    String self = contender.state().get(contender.index());
                    try {
                        return directory()
                                .execute(tx, stepDown(self, contender.round()), NOW)
                                .isPresent();
                    } catch (DatabaseException conflict) {
                        assertThat(SqlState.isConflict(conflict)).isTrue();
                        contender.rollbackInstead();
                        return false;
                    }
                });
        assertThat(report.committedPerRound(Boolean::booleanValue))
                .as("%s", report)
                .containsOnly(1L);
        String anyone = add(0, ordinaryRole(), true);
        assertThat(look(actor(anyone).disable(anyone)).others())
                .as("%s", report)
                .isOne();
    }

    private AdminChange stepDown(String self, int round) {
        return switch (round % 3) {
            case 0 -> actor(self).disable(self);
            case 1 -> actor(self).changeRole(self, ordinaryRole());
            default -> actor(self).delete(self);
        };
    }
}
