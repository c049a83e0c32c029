package dev.holdfast.core.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/**
 * Runs a joining method inside a guarded transaction and rolls back: nobody but the host tried to end it, and nothing is
 * left in the tables named.
 *
 * <pre>{@code
 * JoinTwin twin = JoinTwin.over(database.dataSource(), "holdfast.step_up_token");
 * assertThat(twin.writes(tx -> tokens.issue(tx, request))).isInstanceOf(Issued.class);
 * }</pre>
 */
public final class JoinTwin {
    private final DataSource dataSource;
    private final List<String> tables;

    private JoinTwin(DataSource dataSource, List<String> tables) {
        this.dataSource = dataSource;
        this.tables = tables;
    }

    /**
     * A twin over some tables.
     *
     * @param dataSource connections of the host
     * @param tables the tables the methods write to, as SQL
     * @return the twin
     */
    public static JoinTwin over(DataSource dataSource, String... tables) {
        return new JoinTwin(dataSource, List.of(tables));
    }

    /**
     * Runs a method that writes.
     *
     * @param work the call
     * @param <T> its result's type
     * @return its result
     * @throws SQLException when there is no connection
     * @throws AssertionError when it tried to own the transaction, wrote nothing, or left something after the rollback
     */
    public <T> T writes(Function<DSLContext, T> work) throws SQLException {
        return run(work, true);
    }

    /**
     * Runs a method that must leave the tables alone: a read, or a refusal.
     *
     * @param work the call
     * @param <T> its result's type
     * @return its result
     * @throws SQLException when there is no connection
     * @throws AssertionError when it tried to own the transaction, or wrote
     */
    public <T> T reads(Function<DSLContext, T> work) throws SQLException {
        return run(work, false);
    }

    private <T> T run(Function<DSLContext, T> work, boolean writes) throws SQLException {
        try (JoinGuard guard = JoinGuard.on(dataSource)) {
            List<String> before = rows(guard.tx());
            T result = work.apply(guard.tx());
            guard.assertJoined();
            assertThat(!rows(guard.tx()).equals(before))
                    .as("whether %s were written to", tables)
                    .isEqualTo(writes);
            guard.rollback();
            assertThat(rows(guard.tx())).as("rows after the rollback").isEqualTo(before);
            return result;
        }
    }

    private List<String> rows(DSLContext tx) {
        return tables.stream()
                .flatMap(table -> Stream.concat(
                        Stream.of(table),
                        tx
                                .fetch("SELECT CAST(t AS text) FROM " + table + " AS t ORDER BY 1")
                                .getValues(0, String.class)
                                .stream()))
                .toList();
    }
}
