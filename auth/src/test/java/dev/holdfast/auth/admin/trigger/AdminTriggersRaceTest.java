package dev.holdfast.auth.admin.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.admin.AdminHost;
import dev.holdfast.auth.admin.AdminSqlState;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.testkit.race.Contender;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hand-written SQL takes every admin away at the same time; the triggers alone stand against it. */
class AdminTriggersRaceTest {
    private static final int CONTENDERS = 24;

    private AdminHost host;

    @BeforeEach
    void start() {
        host = AdminHost.start(new AdminHost.Shape(KeyColumn.Type.UUID, true));
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** Each round has a scope of its own, so that the first use of a guard row is raced for as well. */
    private Race<String> race(Isolation isolation, int contenders, List<Long> left) {
        return Race.on(host.database())
                .contenders(contenders)
                .rounds(Rounds.of(200))
                .isolation(isolation)
                .prepare((connection, round) -> {
                    if (round > 0) {
                        left.add(leftIn(round - 1));
                    }
                    try (Statement statement = connection.createStatement()) {
                        for (int n = 0; n < contenders; n++) {
                            statement.execute(host.insert(scope(round), number(round, n), "admin"));
                        }
                    }
                    return scope(round);
                });
    }

    private String scope(int round) {
        return host.id(1_000_000 + round);
    }

    private static int number(int round, int index) {
        return round * 100 + index;
    }

    private long leftIn(int round) throws SQLException {
        return host.database()
                .queryLong("SELECT count(*) FROM app.\"user\" WHERE tenant_id = '" + scope(round)
                        + "' AND role = 'admin' AND \"isActive\" AND admin_until IS NULL");
    }

    private String remove(Contender<String> contender) throws SQLException {
        int user = number(contender.round(), contender.index());
        try (Statement statement = contender.connection().createStatement()) {
            statement.execute(
                    switch (contender.index() % 4) {
                        case 0 -> host.update(user, "role = 'user'");
                        case 1 -> host.update(user, "\"isActive\" = false");
                        case 2 -> host.delete(user);
                        default -> host.update(user, "admin_until = '2026-12-31T00:00:00Z'");
                    });
        }
        return "removed";
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void rawSql_allAdminsRemovedAtOnce_oneIsLeft(Isolation isolation) throws SQLException {
        TriggerHost.install(host);
        List<Long> left = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation, CONTENDERS, left).run(this::remove);
        left.add(leftIn(report.rounds() - 1));

        assertThat(left).as("%s", report).allMatch(admins -> admins >= 1).hasSize(report.rounds());
        if (isolation == Isolation.READ_COMMITTED) {
            assertThat(left).as("%s", report).containsOnly(1L);
            assertThat(report.count(end -> end.failedWith(AdminSqlState.LAST_ADMIN)))
                    .isEqualTo(report.rounds());
        } else {
            assertThat(report.committedPerRound("removed"::equals)).allMatch(removed -> removed >= 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void rawSql_twoAdminsRemovedAtOnce_oneIsLeft(Isolation isolation) throws SQLException {
        TriggerHost.install(host);
        List<Long> left = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation, 2, left).run(this::remove);
        left.add(leftIn(report.rounds() - 1));
        assertThat(left).as("%s", report).containsOnly(1L);
    }

    /** The naive form: a trigger that counts before each update. At SERIALIZABLE the database itself catches it. */
    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"READ_COMMITTED", "REPEATABLE_READ"})
    void naive_countingTriggerBeforeUpdate_losesEveryAdmin(Isolation isolation) throws SQLException {
        host.database()
                .execute(
                        "CREATE FUNCTION app.naive() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                + " IF OLD.role = 'admin' AND NEW.role <> 'admin' AND (SELECT count(*) FROM app.\"user\" u"
                                + " WHERE u.role = 'admin' AND u.tenant_id = OLD.tenant_id) <= 1 THEN"
                                + " RAISE EXCEPTION 'last admin'; END IF; RETURN NEW; END $$;"
                                + " CREATE TRIGGER naive BEFORE UPDATE ON app.\"user\" FOR EACH ROW EXECUTE FUNCTION app.naive()");
        List<Long> left = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation, 2, left).run(contender -> {
            try (Statement statement = contender.connection().createStatement()) {
                statement.execute(host.update(number(contender.round(), contender.index()), "role = 'user'"));
            }
            contender.await();
            return "removed";
        });
        left.add(leftIn(report.rounds() - 1));
        assertThat(left).as("%s", report).contains(0L);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void rawSql_breakGlassOfOneTransaction_opensNothingForTheOthers(Isolation isolation) throws SQLException {
        TriggerHost.install(host);
        List<Long> left = new CopyOnWriteArrayList<>();
        RaceReport<String> report = race(isolation, 4, left).run(contender -> {
            Connection connection = contender.connection();
            if (contender.index() == 0) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "INSERT INTO holdfast.admin_break_glass (id, transaction_id, actor_type, actor_id,"
                                    + " reason, opened_at) VALUES (gen_random_uuid(), pg_current_xact_id(), 'USER', 'op', 'race',"
                                    + " '2026-01-01T00:00:00Z')");
                    statement.execute("SELECT set_config('holdfast.admin_break_glass', (SELECT id::text FROM"
                            + " holdfast.admin_break_glass WHERE transaction_id = pg_current_xact_id()), true)");
                }
                contender.rollbackInstead();
            }
            return remove(contender);
        });
        left.add(leftIn(report.rounds() - 1));
        assertThat(left).as("%s", report).allMatch(admins -> admins >= 1);
    }
}
