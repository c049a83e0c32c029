package dev.holdfast.core.lock;

import static dev.holdfast.core.lock.LockFixture.LENDING;
import static dev.holdfast.core.lock.LockFixture.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.lock.OptimisticLock.RowUpdate;
import dev.holdfast.core.tx.SqlState;
import dev.holdfast.testkit.postgres.TestDatabase;
import dev.holdfast.testkit.race.Isolation;
import dev.holdfast.testkit.race.Race;
import dev.holdfast.testkit.race.RaceReport;
import dev.holdfast.testkit.race.Rounds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimisticLockRaceTest {
    private static final int CONTENDERS = 24;
    private static final int BULK = 8;
    private static TestDatabase database;

    private final OptimisticLock lendings = OptimisticLock.on(LENDING);

    @BeforeAll
    static void create() {
        database = LockFixture.database();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void update_manyOnOneVersion_exactlyOneWins(Isolation isolation) throws SQLException {
        RaceReport<String> report = race(isolation).run(contender -> {
            UpdateResult result = lendings.update(
                    on(contender.connection()),
                    RowKey.of(contender.state()),
                    1,
                    Changes.of("token_count", contender.index()));
            return result.fold(
                    updated -> "updated to " + updated.newVersion(),
                    stale -> "stale at " + stale.found(),
                    () -> "missing",
                    () -> rolledBack(contender));
        });

        assertThat(report.committedPerRound("updated to 2"::equals))
                .as(report.toString())
                .containsOnly(1L);
        // READ COMMITTED sees who was faster; above it the database ends the transaction instead.
        long stale =
                report.count(end -> end.committed().filter("stale at 2"::equals).isPresent());
        long losers = (CONTENDERS - 1L) * report.rounds();
        assertThat(stale).as(report.toString()).isEqualTo(isolation == Isolation.READ_COMMITTED ? losers : 0);
        assertThat(database.queryLong("SELECT count(*) FROM token_lending WHERE version <> 2"))
                .isZero();
    }

    @Test
    void update_readThenWritten_losesUpdates() {
        RaceReport<String> report = race(Isolation.READ_COMMITTED).run(contender -> {
            Connection connection = contender.connection();
            if (version(connection, contender.state()) != 1) {
                return "stale";
            }
            contender.await();
            overwrite(connection, contender.state(), contender.index());
            return "updated";
        });

        // Both halves are right by themselves; in between everybody else has read the same version.
        assertThat(report.committedPerRound("updated"::equals))
                .as(report.toString())
                .anyMatch(winners -> winners > 1);
    }

    @ParameterizedTest
    @EnumSource
    void delete_againstUpdate_exactlyOneWins(Isolation isolation) {
        RaceReport<String> report = race(isolation).run(contender -> {
            RowKey key = RowKey.of(contender.state());
            if (contender.index() % 2 == 0) {
                return lendings.delete(on(contender.connection()), key, 1)
                        .fold(() -> "won", stale -> "lost", () -> "lost", () -> rolledBack(contender));
            }
            return lendings.update(on(contender.connection()), key, 1, Changes.none())
                    .fold(updated -> "won", stale -> "lost", () -> "lost", () -> rolledBack(contender));
        });

        assertThat(report.committedPerRound("won"::equals))
                .as(report.toString())
                .containsOnly(1L);
    }

    @ParameterizedTest
    @EnumSource
    void updateAll_overlappingSets_everyRowHasOneWinnerAndLosersAreNamed(Isolation isolation) throws SQLException {
        RaceReport<List<Long>> report = Race.on(database)
                .contenders(CONTENDERS)
                .rounds(Rounds.of(200))
                .isolation(isolation)
                .prepare(OptimisticLockRaceTest::fillMany)
                .run(contender -> {
                    BulkResult result = lendings.updateAll(on(contender.connection()), shuffled(contender.index()));
                    if (result instanceof BulkResult.Applied applied) {
                        assertThat(applied.updated().size() + applied.losers().size())
                                .isEqualTo(BULK);
                        assertThat(applied.losers())
                                .allMatch(loser -> loser.found().orElse(0) == 2);
                        return ids(applied);
                    }
                    contender.rollbackInstead();
                    // One set of columns is locked in the order of the keys, so nobody ends in a deadlock.
                    assertThat(((UpdateResult.Conflict) result).sqlState()).isEqualTo(SqlState.SERIALIZATION_FAILURE);
                    assertThat(isolation).isNotEqualTo(Isolation.READ_COMMITTED);
                    return List.of();
                });

        for (int round = 0; round < report.rounds(); round++) {
            List<Long> winners =
                    report.committed(round).stream().flatMap(List::stream).toList();
            assertThat(winners).as(report.toString()).doesNotHaveDuplicates().hasSize(BULK);
        }
        assertThat(database.queryLong("SELECT count(*) FROM token_lending WHERE version <> 2"))
                .isZero();
    }

    @Test
    void updateAll_asRowByRowLoop_endsInDeadlocks() {
        RaceReport<String> report = Race.on(database)
                .contenders(2)
                .rounds(2)
                .prepare(OptimisticLockRaceTest::fillMany)
                .run(contender -> {
                    long first = contender.index() + 1L;
                    UpdateResult one = lendings.update(on(contender.connection()), RowKey.of(first), 1, Changes.none());
                    assertThat(one).isInstanceOf(UpdateResult.Updated.class);
                    contender.await();
                    return lendings.update(on(contender.connection()), RowKey.of(3 - first), 1, Changes.none())
                            .fold(updated -> "updated", stale -> "stale", () -> "missing", () -> rolledBack(contender));
                });

        assertThat(report.everyRound(
                        ends -> ends.stream().anyMatch(end -> end.committed().isEmpty())))
                .as(report.toString())
                .isTrue();
    }

    private static Race<Long> race(Isolation isolation) {
        return Race.on(database)
                .contenders(CONTENDERS)
                .rounds(Rounds.of(200))
                .isolation(isolation)
                .prepare(OptimisticLockRaceTest::fillOne);
    }

    private static Long fillOne(Connection connection, int round) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "DELETE FROM token_lending; INSERT INTO token_lending VALUES (" + round + ", 0, NULL, 1)");
        }
        return (long) round;
    }

    private static Integer fillMany(Connection connection, int round) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DELETE FROM token_lending; INSERT INTO token_lending"
                    + " SELECT i, 0, NULL, 1 FROM generate_series(1, " + BULK + ") AS i");
        }
        return round;
    }

    private static List<RowUpdate> shuffled(int seed) {
        List<RowUpdate> rows = LongStream.rangeClosed(1, BULK)
                .mapToObj(id -> new RowUpdate(RowKey.of(id), 1, Changes.of("token_count", seed)))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(rows, new Random(seed));
        return rows;
    }

    private static List<Long> ids(BulkResult.Applied applied) {
        return applied.updated().stream()
                .map(winner -> (Long) winner.key().values().get(0))
                .toList();
    }

    private static String rolledBack(dev.holdfast.testkit.race.Contender<?> contender) {
        contender.rollbackInstead();
        return "conflict";
    }

    private static long version(Connection connection, long id) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT version FROM token_lending WHERE id = ?")) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void overwrite(Connection connection, long id, int count) throws SQLException {
        try (var statement = connection.prepareStatement(
                "UPDATE token_lending SET token_count = ?, version = version + 1 WHERE id = ?")) {
            statement.setInt(1, count);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }
}
