package dev.holdfast.migration.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.StatementClass.Known;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.ExpectedLock;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.TransactionUse;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a statement's text foretells against what a real server does: each statement runs in a transaction, then the locks of
 * its own session, the tables' files and their scans are compared, and all is rolled back.
 */
class LockPredictionTest {
    /** Relations of before, by the number they keep when they are renamed or dropped. */
    private static final String RELATIONS = """
            SELECT c.oid, c.relname, c.relkind IN ('r', 'p', 'm', 'v'), coalesce(pg_relation_filenode(c.oid), 0)
              FROM pg_class c WHERE c.relnamespace = 'app'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'v', 'i', 'S', 'I')
            """;

    private static final String LOCKS =
            "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted";

    private static final String SCANS =
            "SELECT sum(seq_tup_read) FROM pg_stat_xact_user_tables WHERE schemaname = 'app' AND relname <> 'fresh'";

    private static TestDatabase database;

    private record Relation(String name, boolean table, long file) {}

    @BeforeAll
    static void create() throws SQLException {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(PsqlCommandsTest.resource("lock-predictions-schema.sql"));
    }

    @AfterAll
    static void drop() throws SQLException {
        database.execute("DROP OWNED BY prediction_reader; DROP ROLE prediction_reader");
        database.close();
    }

    static List<SqlStatement> statements() {
        return SqlScript.parse(PsqlCommandsTest.resource("lock-predictions.sql"))
                .statements();
    }

    static List<SqlStatement> refused() {
        return SqlScript.parse(PsqlCommandsTest.resource("outside-of-transactions.sql"))
                .statements();
    }

    @Test
    void statements_ofTheResource_areManyAndRead() {
        assertThat(statements()).hasSizeGreaterThan(140);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void classify_runInATransaction_doesWhatItForetells(SqlStatement statement) throws SQLException {
        Known known = known(statement);
        assertThat(known.transaction()).isEqualTo(TransactionUse.INSIDE);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL search_path = app, public");
            Map<Long, Relation> before = relations(connection);
            long scansBefore = number(connection, SCANS);
            run(connection, statement.text());
            Map<String, LockMode> seen = locks(connection, before);
            boolean scanned = number(connection, SCANS) > scansBefore;
            boolean rewritten = isRewritten(before, relations(connection));
            connection.rollback();

            int server = connection.getMetaData().getDatabaseMajorVersion();
            Map<String, LockMode> expected = expected(known, before, server);
            Set<String> named = named(statement);
            before.values().stream()
                    .filter(relation -> !expected.containsKey(relation.name()))
                    .filter(relation -> !relation.table() || !named.contains(relation.name()))
                    .forEach(relation -> seen.remove(relation.name()));
            assertThat(seen).as("locks").isEqualTo(expected);
            assertAgrees("rewrite", known.rewrite(), rewritten);
            assertAgrees("scan", known.scan(), scanned);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void classify_outside_isRefusedInATransaction(SqlStatement statement) throws SQLException {
        assertThat(known(statement).transaction()).isEqualTo(TransactionUse.OUTSIDE);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL search_path = app, public");
            assertThat(catchThrowableOfType(SQLException.class, () -> run(connection, statement.text()))
                            .getSQLState())
                    .isEqualTo("25001");
            connection.rollback();
        }
    }

    private static Known known(SqlStatement statement) {
        return StatementClassifier.classify(statement).fold(known -> known, unknown -> {
            throw new AssertionError(unknown.reason());
        });
    }

    private static void assertAgrees(String what, Effect effect, boolean seen) {
        if (effect != Effect.DEPENDS) {
            assertThat(seen).as(what).isEqualTo(effect == Effect.YES);
        }
    }

    /** What is foretold for relations that were there before, by bare name. */
    private static Map<String, LockMode> expected(Known known, Map<Long, Relation> before, int server) {
        Set<String> there = before.values().stream().map(Relation::name).collect(Collectors.toSet());
        return known.locks().stream()
                .filter(lock -> lock.isTakenBy(server))
                .filter(lock -> there.contains(bare(lock.relation())))
                .collect(
                        Collectors.toMap(lock -> bare(lock.relation()), ExpectedLock::mode, (a, b) -> a, TreeMap::new));
    }

    private static String bare(String relation) {
        return relation.replaceFirst("^app\\.", "").replace("\"", "");
    }

    private static Set<String> named(SqlStatement statement) {
        return statement.tokens().stream()
                .filter(SqlToken::isName)
                .map(token -> token.text().replace("\"", ""))
                .collect(Collectors.toSet());
    }

    private static Map<Long, Relation> relations(Connection connection) throws SQLException {
        Map<Long, Relation> relations = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                relations.put(rows.getLong(1), new Relation(rows.getString(2), rows.getBoolean(3), rows.getLong(4)));
            }
        }
        return relations;
    }

    private static Map<String, LockMode> locks(Connection connection, Map<Long, Relation> before) throws SQLException {
        Map<String, LockMode> locks = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LOCKS)) {
            while (rows.next()) {
                Relation relation = before.get(rows.getLong(1));
                if (relation != null) {
                    LockMode mode = LockMode.of(rows.getString(2));
                    locks.merge(relation.name(), mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
                }
            }
        }
        return locks;
    }

    private static boolean isRewritten(Map<Long, Relation> before, Map<Long, Relation> after) {
        return before.entrySet().stream()
                .filter(entry -> entry.getValue().table() && after.containsKey(entry.getKey()))
                .anyMatch(entry ->
                        entry.getValue().file() != after.get(entry.getKey()).file());
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
