package dev.holdfast.migration.verify;

import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.ReadOnlyTransaction;
import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.SqlFailure;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.verify.Verification.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A script that says what must hold once a migration is applied: each statement is a query of one row and one column that
 * must be true. A file called {@code V<version>__name.sql} is about that version, any other about the whole.
 *
 * <p>What does not hold is named by its statement's number and line, and by how many rows came; never by what was in them.
 *
 * @param file the script
 */
public record VerifyScript(ScriptFile file) {
    private static final Pattern VERSIONED = Pattern.compile("V([0-9]+(?:[._][0-9]+)*)__.+\\.sql");
    private static final List<String> QUERIES = List.of("select", "with", "values", "table");
    private static final int MOST_ROWS = 1_000;

    /**
     * The version that it is about.
     *
     * @return the version; empty when it is about the whole
     */
    public Optional<MigrationVersion> version() {
        Matcher name = VERSIONED.matcher(file.fileName());
        return name.matches() ? Optional.of(MigrationVersion.fromVersion(name.group(1))) : Optional.empty();
    }

    /**
     * Runs it.
     *
     * <p><em>Transaction.</em> Owns one, read-only and rolled back. <em>Row-level security.</em> A query that a policy would
     * filter is an error, since it would hold by not seeing.
     *
     * @param dataSource where
     * @param source whose script it is, for the problems
     * @param schema in which names are looked up first
     * @return what does not hold; a script that holds anything but queries is not run
     * @throws dev.holdfast.core.tx.DatabaseException when the database does not answer
     */
    public List<Problem> unmet(DataSource dataSource, String source, String schema) {
        SqlScript script = SqlScript.parse(file.text());
        Run run = new Run(source);
        script.problems().forEach(it -> run.problem("line " + it.line() + ": " + it.message()));
        script.statements().stream()
                .filter(statement -> !isQuery(statement))
                .forEach(statement -> run.problem(statement, "must be a query, and so nothing of the script was run"));
        if (!run.problems.isEmpty()) {
            return run.problems;
        }
        return ReadOnlyTransaction.read(dataSource, "verify script " + file.fileName(), connection -> {
            prepare(connection, schema);
            script.statements().stream()
                    .takeWhile(it -> run.goesOn(connection, it))
                    .forEach(it -> {});
            return run.problems;
        });
    }

    private static boolean isQuery(SqlStatement statement) {
        SqlToken first = statement.tokens().stream()
                .filter(token -> !token.isMark("("))
                .findFirst()
                .orElse(statement.tokens().get(0));
        return QUERIES.stream().anyMatch(first::is);
    }

    private static void prepare(Connection connection, String schema) throws SQLException {
        RowSecurity.refuse(connection);
        try (PreparedStatement path = connection.prepareStatement("SELECT set_config('search_path', concat_ws(', ',"
                + " quote_ident(?), nullif(current_setting('search_path'), '')), true)")) {
            path.setString(1, schema);
            path.execute();
        }
    }

    /** One pass over the statements. */
    private final class Run {
        private final String source;
        private final List<Problem> problems = new ArrayList<>();

        private Run(String source) {
            this.source = source;
        }

        private void problem(String message) {
            problems.add(new Problem(source, file.fileName(), message));
        }

        private void problem(SqlStatement statement, String message) {
            problem("statement " + statement.number() + " (line " + statement.line() + ") " + message);
        }

        /** False after a failure, with which the transaction is dead. */
        private boolean goesOn(Connection connection, SqlStatement statement) {
            try {
                wrong(connection, statement.text()).ifPresent(what -> problem(statement, what));
                return true;
            } catch (SQLException e) {
                problem(
                        statement,
                        "failed, and what follows was not run: "
                                + SqlFailure.in(e).orElseThrow());
                return false;
            }
        }

        private Optional<String> wrong(Connection connection, String query) throws SQLException {
            try (Statement select = connection.createStatement()) {
                select.setEscapeProcessing(false);
                select.setMaxRows(MOST_ROWS + 1);
                try (ResultSet rows = select.executeQuery(query)) {
                    String type = rows.getMetaData().getColumnTypeName(1);
                    if (rows.getMetaData().getColumnCount() != 1 || !type.equals("bool")) {
                        return Optional.of("must give one column of type boolean");
                    }
                    return wrong(rows);
                }
            }
        }

        private Optional<String> wrong(ResultSet rows) throws SQLException {
            boolean holds = false;
            int count = 0;
            while (rows.next()) {
                holds = rows.getBoolean(1);
                count++;
            }
            if (count != 1) {
                return Optional.of("must give one row, gave " + (count > MOST_ROWS ? "more than " + MOST_ROWS : count));
            }
            return holds ? Optional.empty() : Optional.of("does not hold");
        }
    }
}
