package dev.holdfast.core.tx;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** A data source of one real connection on which chosen calls fail before they reach the driver. */
final class FaultySource implements AutoCloseable {
    private static final Set<String> KEPT = Set.of("setAutoCommit", "commit", "rollback", "close");

    private final Connection real;
    private final Set<String> failing = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private boolean hiding;

    FaultySource(TestDatabase database) throws SQLException {
        this.real = database.connect();
    }

    FaultySource failing(String call) {
        failing.add(call);
        return this;
    }

    /** Tells nobody what it wraps, as a driver of another class loader does. */
    FaultySource hidingItsDriver() {
        hiding = true;
        return this;
    }

    DataSource dataSource() {
        Connection faulty = proxy(Connection.class, (self, method, arguments) -> called(method, arguments));
        return proxy(DataSource.class, (self, method, arguments) -> faulty);
    }

    /** The calls that concern the transaction, in order. */
    List<String> calls() {
        return calls;
    }

    @Override
    public void close() throws SQLException {
        real.close();
    }

    private Object called(Method method, Object[] arguments) throws Throwable {
        String call = method.getName() + (arguments == null ? "" : "(" + arguments[0] + ")");
        if (KEPT.contains(method.getName())) {
            calls.add(call);
        }
        if (failing.contains(call)) {
            throw new SQLException(call + " failed on purpose", "08006");
        }
        if (hiding && method.getName().equals("isWrapperFor")) {
            return false;
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FaultySource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
