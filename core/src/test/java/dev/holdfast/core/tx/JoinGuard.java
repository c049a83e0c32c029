package dev.holdfast.core.tx;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;

/**
 * A host's open transaction that nobody but the host can end: proves that a joining method joins.
 *
 * <pre>{@code
 * try (JoinGuard guard = JoinGuard.on(database.dataSource())) {
 *     assertThat(tokens.consume(guard.tx(), presented)).isInstanceOf(Accepted.class);
 *     guard.assertJoined();
 *     guard.rollback();
 * }
 * assertThat(database.queryLong("SELECT count(*) FROM …")).isZero();
 * }</pre>
 *
 * <p>An attempt to begin, commit, roll back, set a savepoint, change autocommit or isolation, or close throws, and is kept
 * even if the attempt was caught: through JDBC, through jOOQ, or as SQL text. jOOQ takes {@code NoTransactionProvider} for
 * "none given" and puts its own default in its place, so the guard's provider is one whose {@code begin} throws.
 *
 * <p>Not thread-safe, like a connection. Closing it rolls back.
 */
public final class JoinGuard implements AutoCloseable {
    private static final Set<String> OWNING = Set.of(
            "commit",
            "rollback",
            "setAutoCommit",
            "setSavepoint",
            "releaseSavepoint",
            "setTransactionIsolation",
            "setReadOnly",
            "abort",
            "close");
    private static final Pattern OWNING_SQL = Pattern.compile(
            "\\s*(begin|start\\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\\s+transaction"
                    + "|set\\s+(local\\s+)?transaction|set\\s+session\\s+characteristics)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Connection host;
    private final Connection guarded;
    private final DSLContext tx;
    private final List<String> attempts = new CopyOnWriteArrayList<>();

    private JoinGuard(Connection host) {
        this.host = host;
        this.guarded = proxy(Connection.class, (proxy, method, arguments) -> onConnection(method, arguments));
        this.tx = DSL.using(new DefaultConfiguration()
                .set(new DefaultConnectionProvider(guarded))
                .set(SQLDialect.POSTGRES)
                .set(new Refusing()));
    }

    /**
     * Opens a connection and begins the host's transaction on it.
     *
     * @param dataSource where the connection comes from
     * @return the guard
     * @throws SQLException when there is no connection
     */
    public static JoinGuard on(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return new JoinGuard(connection);
    }

    /**
     * The context to hand to a joining method.
     *
     * @return a context inside the host's transaction
     */
    public DSLContext tx() {
        return tx;
    }

    /**
     * The connection behind {@link #tx()}, guarded as well.
     *
     * @return the connection
     */
    public Connection connection() {
        return guarded;
    }

    /** Fails the test when anybody tried to own the transaction, even if the attempt's exception was caught. */
    public void assertJoined() {
        if (!attempts.isEmpty()) {
            throw new AssertionError("a joining method tried to own the host's transaction: " + attempts);
        }
    }

    /**
     * The attempts so far.
     *
     * @return the calls and SQL texts, in order
     */
    public List<String> attempts() {
        return List.copyOf(attempts);
    }

    /**
     * Commits, as the host.
     *
     * @throws SQLException when the commit fails
     */
    public void commit() throws SQLException {
        host.commit();
    }

    /**
     * Rolls back, as the host.
     *
     * @throws SQLException when the rollback fails
     */
    public void rollback() throws SQLException {
        host.rollback();
    }

    @Override
    public void close() throws SQLException {
        try (host) {
            if (!host.isClosed()) {
                host.rollback();
            }
        }
    }

    private Object onConnection(Method method, Object[] arguments) throws Throwable {
        if (OWNING.contains(method.getName())) {
            throw refused(method.getName());
        }
        refuseOwningSql(arguments);
        Object result = invoke(host, method, arguments);
        // Prepared statements were checked when they were made; a plain one gets its text later.
        return method.getName().equals("createStatement") ? guardedStatement((Statement) result) : result;
    }

    private Statement guardedStatement(Statement statement) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            refuseOwningSql(arguments);
            return method.getName().equals("getConnection") ? guarded : invoke(statement, method, arguments);
        });
    }

    private void refuseOwningSql(Object[] arguments) {
        if (arguments != null
                && arguments.length > 0
                && arguments[0] instanceof String sql
                && OWNING_SQL.matcher(sql).matches()) {
            throw refused(sql);
        }
    }

    private IllegalStateException refused(String attempt) {
        attempts.add(attempt);
        return new IllegalStateException("a joining method never begins, commits or rolls back, but tried: " + attempt);
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(JoinGuard.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Refusing implements TransactionProvider {
        @Override
        public void begin(TransactionContext context) {
            throw refused("jOOQ begin");
        }

        @Override
        public void commit(TransactionContext context) {
            throw refused("jOOQ commit");
        }

        @Override
        public void rollback(TransactionContext context) {
            // jOOQ rolls back what failed to begin; the refusal of begin is what counts.
        }
    }
}
