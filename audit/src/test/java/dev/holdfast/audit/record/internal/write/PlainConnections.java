package dev.holdfast.audit.record.internal.write;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** A data source whose connections unwrap to nothing, as those of some pools and tracing drivers. */
public final class PlainConnections {
    private PlainConnections() {}

    /** The same source, wrapped. */
    public static DataSource over(DataSource dataSource) {
        return proxy(DataSource.class, dataSource);
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<T> type, T target) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("isWrapperFor")) {
                return false;
            }
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof Connection connection && type == DataSource.class
                        ? proxy(Connection.class, connection)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
