package dev.holdfast.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.admin.GuardDecision.Reason;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every admin steps down at the same time; the guard alone, without triggers. */
class AdminGuardRaceTest {
    private static final int CONTENDERS = 24;

    private AdminHost host;

    @BeforeEach
    void start() {
        host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.TEXT, true));
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Race<Integer> race(Isolation isolation, int contenders, List<Long> left) {
        return Race.on(host.database())
                .contenders(contenders)
                .rounds(Rounds.of(200))
                .isolation(isolation)
                .prepare((connection, round) -> {
                    if (round > 0) {
                        left.add(host.lastingAdmins());
                    }
                    refill(connection, contenders);
                    return round;
                });
    }

    private void refill(Connection connection, int admins) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM app.\"user\"; DELETE FROM app.audit");
            for (int n = 1; n <= admins; n++) {
                statement.execute(host.insert(host.scope(), n, "admin"));
            }
        }
    }

    private static DSLContext tx(Contender<?> contender) {
        return DSL.using(contender.connection(), SQLDialect.POSTGRES);
    }

    /** A host does with a decision what hosts do: it rolls back unless the change was applied. */
    private String decide(Contender<Integer> contender, AdminGuard guard, AdminChange change) {
        String end = guard.apply(tx(contender), change).fold(applied -> "applied", Reason::name, () -> "conflict");
        if (!end.equals("applied")) {
            contender.rollbackInstead();
        }
        return end;
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void apply_allAdminsStepDownAtOnce_oneIsLeft(Isolation isolation) throws SQLException {
        List<Long> left = new CopyOnWriteArrayList<>();
        AdminGuard guard = host.guardWithoutDenials();
        RaceReport<String> report = race(isolation, CONTENDERS, left).run(contender -> {
            AdminActor self = host.actor(contender.index() + 1);
            return decide(
                    contender,
                    guard,
                    switch (contender.index() % 4) {
                        case 0 -> self.changeRole(self.id(), "user");
                        case 1 -> self.disable(self.id());
                        case 2 -> self.delete(self.id());
                        default -> self.expire(self.id(), AdminHost.NOW);
                    });
        });
        left.add(host.lastingAdmins());

        assertThat(left).as("%s", report).allMatch(admins -> admins >= 1).hasSize(report.rounds());
        if (isolation == Isolation.READ_COMMITTED) {
            assertThat(left).as("%s", report).containsOnly(1L);
            assertThat(report.committedPerRound("applied"::equals)).containsOnly(CONTENDERS - 1L);
        } else {
            // Each level lets at least one through: not even a conflict starves everybody.
            assertThat(report.committedPerRound("applied"::equals)).allMatch(applied -> applied >= 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void apply_twoAdminsDemoteEachOther_oneIsLeft(Isolation isolation) throws SQLException {
        List<Long> left = new CopyOnWriteArrayList<>();
        AdminGuard guard = host.guardWithoutDenials();
        RaceReport<String> report = race(isolation, 2, left).run(contender -> {
            int self = contender.index() + 1;
            return decide(contender, guard, host.actor(self).changeRole(host.id(3 - self), "user"));
        });
        left.add(host.lastingAdmins());
        assertThat(left).as("%s", report).containsOnly(1L);
        assertThat(report.committedPerRound("applied"::equals)).containsOnly(1L);
    }

    /** The rows change under the statement while it waits for them, yet stay admins: it has to go through all the same. */
    @ParameterizedTest
    @EnumSource(value = Isolation.class, names = "READ_COMMITTED")
    void apply_targetAndActorEditedMeanwhile_isApplied(Isolation isolation) throws SQLException {
        AdminGuard guard = host.guardWithoutDenials();
        List<Long> left = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation, 3, left).run(contender -> {
            if (contender.index() > 0) {
                return decide(contender, guard, host.actor(1).changeRole(host.id(contender.index() + 1), "user"));
            }
            try (Statement statement = contender.connection().createStatement()) {
                for (int n = 1; n <= 3; n++) {
                    statement.execute(host.update(n, "email = 'edited@b.example'"));
                }
            }
            return "edited";
        });
        left.add(host.lastingAdmins());
        assertThat(left).as("%s", report).containsOnly(1L);
        assertThat(report.committedPerRound("applied"::equals)).containsOnly(2L);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void transferMaster_toManyAtOnce_movesTheFlagOnce(Isolation isolation) throws SQLException {
        AdminGuard guard = host.guardWithoutDenials();
        List<Long> masters = new CopyOnWriteArrayList<>();
        String count = "SELECT count(*) FROM app.\"user\" WHERE is_master_admin";
        RaceReport<String> report = Race.on(host.database())
                .contenders(CONTENDERS)
                .rounds(Rounds.of(200))
                .isolation(isolation)
                .prepare((connection, round) -> {
                    if (round > 0) {
                        masters.add(host.database().queryLong(count));
                    }
                    refill(connection, CONTENDERS + 1);
                    host.database().execute(host.update(CONTENDERS + 1, "is_master_admin = true"));
                    return round;
                })
                .run(contender -> {
                    AdminChange change = host.actor(CONTENDERS + 1).transferMaster(host.id(contender.index() + 1));
                    String end = guard.apply(tx(contender), change, host.grant(change))
                            .fold(applied -> "applied", Reason::name, () -> "conflict");
                    if (!end.equals("applied")) {
                        contender.rollbackInstead();
                    }
                    return end;
                });
        masters.add(host.database().queryLong(count));
        assertThat(masters).containsOnly(1L);
        assertThat(report.committedPerRound("applied"::equals)).as("%s", report).containsOnly(1L);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void appointMaster_onManyNodesAtOnce_appointsOnce(Isolation isolation) {
        AdminGuard guard = host.guardWithoutDenials();
        Set<String> names = Set.of("Appointed", "AlreadyDone", "Conflict");
        RaceReport<String> report = race(isolation, CONTENDERS, new CopyOnWriteArrayList<>())
                .run(contender -> {
                    MasterAppointment end = guard.appointMaster(tx(contender), host.scope());
                    if (end instanceof MasterAppointment.Conflict) {
                        contender.rollbackInstead();
                    }
                    return end.getClass().getSimpleName();
                });
        assertThat(report.committedPerRound("Appointed"::equals))
                .as("%s", report)
                .containsOnly(1L);
        assertThat(report.committedPerRound(end -> !names.contains(end))).containsOnly(0L);
    }

    /** The naive form: count, then write. At SERIALIZABLE the database itself catches it. */
    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"READ_COMMITTED", "REPEATABLE_READ"})
    void naive_countInTheApplication_losesEveryAdmin(Isolation isolation) throws SQLException {
        List<Long> left = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation, 2, left).run(contender -> {
            long admins = count(contender.connection());
            contender.await();
            return admins > 1 ? demote(contender) : "refused";
        });
        left.add(host.lastingAdmins());
        assertThat(left).as("%s", report).contains(0L);
    }

    /** The naive form with a lock: the snapshot is older than the lock. */
    @ParameterizedTest
    @EnumSource(value = Isolation.class, names = "REPEATABLE_READ")
    void naive_advisoryLockAndCount_losesEveryAdmin(Isolation isolation) throws SQLException {
        List<Long> left = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation, 2, left).run(contender -> {
            try (Statement statement = contender.connection().createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(42)");
            }
            return count(contender.connection()) > 1 ? demote(contender) : "refused";
        });
        left.add(host.lastingAdmins());
        assertThat(left).as("%s", report).contains(0L);
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM app.\"user\" WHERE role = 'admin'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private String demote(Contender<Integer> contender) throws SQLException {
        try (Statement statement = contender.connection().createStatement()) {
            statement.execute(host.update(contender.index() + 1, "role = 'user'"));
            return "applied";
        }
    }
}
