package dev.holdfast.auth.internal;

import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.SqlState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/**
 * A statement that waits two seconds at most for a row that another transaction holds: whoever meets that many at once is
 * under attack. The bound lasts until the transaction ends, and costs no round trip of its own: PostgreSQL's driver sends
 * both statements together.
 */
public final class BoundedWait {
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'; ";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private BoundedWait() {}

    /**
     * The text to prepare.
     *
     * @param statement one statement that gives rows
     * @return the same behind the bound
     */
    public static String on(String statement) {
        return LOCK_TIMEOUT + statement;
    }

    /**
     * Does work that runs such a statement.
     *
     * @param work what is done; any other failure comes out of it as it is
     * @param busy the outcome when it had to wait too long, or a conflict ended it
     * @param <T> the outcome's type
     * @return what the work gave, or the outcome of too many others at the same row
     */
    public static <T> T unlessBusy(Supplier<? extends T> work, Supplier<? extends T> busy) {
        try {
            return Conflicts.unlessConflict(work, busy);
        } catch (RuntimeException failure) {
            if (SqlState.of(failure).filter(LOCK_NOT_AVAILABLE::equals).isPresent()) {
                return busy.get();
            }
            throw failure;
        }
    }

    /**
     * Joins. Runs a text of {@link #on}.
     *
     * @param own the transaction
     * @param bounded the text
     * @param binding the statement's values
     * @param reading makes something of each row
     * @param <T> what is made of it
     * @return one for each row, in their order; unmodifiable
     */
    public static <T> List<T> rows(
            DSLContext own, String bounded, JoinedSql.Binding binding, JoinedSql.Reading<T> reading) {
        return HostTransaction.onConnection(own, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(bounded)) {
                binding.on(new Binds(statement));
                // The first result is the bound's own: no rows.
                if (statement.execute() || !statement.getMoreResults()) {
                    throw new SQLException("a statement behind a lock time-out must give rows as its second result");
                }
                try (ResultSet rows = statement.getResultSet()) {
                    return JoinedSql.all(rows, reading);
                }
            }
        });
    }
}
