package dev.holdfast.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands every call on to the real object, records it on the way, and wraps the connections and statements it gives.
 *
 * <p>A dynamic proxy, so that it also serves JDBC versions with methods unknown here.
 */
final class SpyProxy implements InvocationHandler {

    private static final Set<String> TRANSACTION_CALLS = Set.of(
            "commit",
            "rollback",
            "setAutoCommit",
            "setSavepoint",
            "releaseSavepoint",
            "setTransactionIsolation",
            "setReadOnly",
            "abort",
            "close");

    private static final Set<String> BATCHES = Set.of("executeBatch", "executeLargeBatch");

    private final Object target;
    private final StatementLog log;

    /** Of a statement the proxy of its connection; else null. */
    private final @Nullable Object owner;

    /** Of a prepared statement its own text; else null. */
    private final @Nullable String preparedSql;

    /** Guarded by itself. */
    private final List<String> batch = new ArrayList<>();

    private SpyProxy(Object target, StatementLog log, @Nullable Object owner, @Nullable String preparedSql) {
        this.target = target;
        this.log = log;
        this.owner = owner;
        this.preparedSql = preparedSql;
    }

    static Connection of(Connection connection, StatementLog log) {
        return proxy(Connection.class, new SpyProxy(connection, log, null, null));
    }

    static DataSource of(DataSource dataSource, StatementLog log) {
        return proxy(DataSource.class, new SpyProxy(dataSource, log, null, null));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getName().equals("equals")) {
            return proxy == given[0];
        }
        record(method.getName(), given);
        try {
            Object result = method.invoke(target, given);
            // Whoever asks for the driver's own type must get it.
            return method.getName().equals("unwrap") ? result : wrap(result, proxy, given);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }

    private void record(String method, Object[] given) {
        if (target instanceof Connection && TRANSACTION_CALLS.contains(method)) {
            log.transactionCall(call(method, given));
        } else if (target instanceof Statement) {
            recordStatement(method, given);
        }
    }

    private static String call(String method, Object[] given) {
        if (given.length == 0 || method.equals("abort")) {
            return method;
        }
        boolean unnamed = method.equals("setSavepoint") || method.equals("releaseSavepoint");
        return unnamed ? method : method + "(" + (given[0] instanceof Savepoint ? "savepoint" : given[0]) + ")";
    }

    private void recordStatement(String method, Object[] given) {
        synchronized (batch) {
            if (method.equals("addBatch")) {
                batch.add(sql(given));
            } else if (method.equals("clearBatch")) {
                batch.clear();
            } else if (BATCHES.contains(method)) {
                batch.forEach(log::statement);
                batch.clear();
            } else if (method.startsWith("execute")) {
                log.statement(sql(given));
            }
        }
    }

    private String sql(Object[] given) {
        return given.length > 0 ? String.valueOf(given[0]) : String.valueOf(preparedSql);
    }

    /** Wraps what leads on to statements; results and meta data are handed out as they are. */
    private @Nullable Object wrap(@Nullable Object result, Object proxy, Object[] given) {
        if (result instanceof CallableStatement) {
            return proxy(CallableStatement.class, new SpyProxy(result, log, proxy, sql(given)));
        }
        if (result instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, new SpyProxy(result, log, proxy, sql(given)));
        }
        if (result instanceof Statement) {
            return proxy(Statement.class, new SpyProxy(result, log, proxy, null));
        }
        if (result instanceof Connection connection) {
            return owner != null ? owner : of(connection, log);
        }
        return result;
    }

    private static <T> T proxy(Class<T> type, SpyProxy handler) {
        return type.cast(Proxy.newProxyInstance(SpyProxy.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
