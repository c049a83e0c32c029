package dev.holdfast.migration.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.lint.rule.LintCase;
import dev.holdfast.migration.lint.rule.LintRule;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClassifier;
import dev.holdfast.migration.statement.effect.TransactionUse;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;

/** The cases and the safe forms are SQL that PostgreSQL runs, and what is said to write a table anew does so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LintRulesDatabaseTest {
    private static final Set<String> REWRITING = Set.of(
            "column-type-rewrite",
            "add-column-volatile-default",
            "add-column-identity",
            "add-stored-generated-column",
            "vacuum-full");
    private static final String FILES = "SELECT relname || ' ' || pg_relation_filenode(oid) FROM pg_class"
            + " WHERE relnamespace = 'lint_case'::regnamespace AND relkind = 'r'"
            + " AND relname IN ('member', 'loan', 'visit_2025', 'audit_entry') ORDER BY 1";
    private static final String ROLES = "SELECT format('DROP OWNED BY %1$I CASCADE; DROP ROLE %1$I', rolname)"
            + " FROM pg_roles WHERE rolname LIKE 'lint\\_%' ORDER BY rolname DESC";

    private TestDatabase database;
    private String sample;

    @BeforeAll
    void prepare() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        try (InputStream in = LintRulesDatabaseTest.class.getResourceAsStream("/lint/sample.sql")) {
            sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> case_thatRuns_runsOnPostgres() {
        return LintRulesTest.readCases().stream()
                .filter(LintCase::runs)
                .map(it -> DynamicTest.dynamicTest(it.toString(), () -> {
                    boolean rewritten = rewrites(it.sql());
                    if (REWRITING.contains(it.rule()) && !it.note().startsWith("may")) {
                        assertThat(rewritten).isEqualTo(it.kind() == LintCase.Kind.FIRES);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> case_thatCannotRun_failsOnPostgres() {
        return LintRulesTest.readCases().stream()
                .filter(it -> !it.runs())
                .map(it -> DynamicTest.dynamicTest(
                        it.toString(),
                        () -> assertThatThrownBy(() -> rewrites(it.sql())).isInstanceOf(SQLException.class)));
    }

    @TestFactory
    Stream<DynamicTest> rewrite_ofEachRule_runsAndWritesNoTableAnew() {
        return LintRules.all().stream()
                .map(LintRule::description)
                .map(rule -> DynamicTest.dynamicTest(
                        rule.id(), () -> assertThat(rewrites(rule.rewrite())).isFalse()));
    }

    /** Runs the SQL on the sample tables and takes all of it back; whether one of them was written anew. */
    private boolean rewrites(String sql) throws Exception {
        List<SqlStatement> statements = SqlScript.parse(sql).statements();
        boolean inOne = statements.stream().allMatch(LintRulesDatabaseTest::runsInside);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            try {
                statement.execute(
                        (inOne ? "BEGIN;" : "") + "CREATE SCHEMA lint_case; SET search_path = lint_case;" + sample);
                List<String> before = strings(statement, FILES);
                for (SqlStatement each : statements) {
                    execute(connection, each.text());
                }
                return strings(statement, FILES).stream().anyMatch(file -> !before.contains(file));
            } finally {
                statement.execute("ROLLBACK");
                if (!inOne) {
                    takeBack(statement);
                }
            }
        }
    }

    private static boolean runsInside(SqlStatement statement) {
        return StatementClassifier.classify(statement)
                .fold(known -> known.transaction() == TransactionUse.INSIDE, unknown -> true);
    }

    private static void takeBack(Statement statement) throws SQLException {
        statement.execute("DROP SCHEMA lint_case CASCADE");
        for (String drop : strings(statement, ROLES)) {
            statement.execute(drop);
        }
    }

    private static void execute(Connection connection, String text) throws Exception {
        if (text.endsWith("TO STDOUT")) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(text, new StringWriter());
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
