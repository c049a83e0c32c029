package dev.holdfast.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.testkit.process.KillPoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrator in a process of its own that can be killed around each statement and each commit. */
public final class KillableMigrator {
    private KillableMigrator() {}

    /** Migrates: JDBC URL, user, password, folder. */
    public static void main(String... arguments) {
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setUrl(arguments[0]);
        plain.setUser(arguments[1]);
        plain.setPassword(arguments[2]);
        MigrationResult result =
                migrations(killable(plain), arguments[3], new Points()).migrate();
        System.out.println("applied " + result.applied().size());
    }

    static Migrations migrations(DataSource dataSource, String folder, RunObserver observer) {
        HostMigrations host = HostMigrations.in("public").withLocations("filesystem:" + folder);
        return Migrations.over(
                        dataSource,
                        MigrationSet.in(Namespace.defaults()).withHost(host),
                        MigrationPolicy.defaults().withMigratorWait(Duration.ofSeconds(30)))
                .watchedBy(observer);
    }

    /** The points that a run of {@link SteppedMigrationTest#STEPPED} surely visits. */
    static String[] points() {
        List<String> points = new ArrayList<>();
        for (int statement : List.of(1, 2, 3, 4, 5, 7, 8, 10, 11)) {
            points.add("before-" + statement);
            points.add("after-" + statement);
        }
        for (int commit = 1; commit <= 14; commit++) {
            points.add("before-commit-" + commit);
            points.add("after-commit-" + commit);
        }
        return points.toArray(new String[0]);
    }

    /** Kill points around the statements of the host. */
    private static final class Points implements RunObserver {
        private String source = "";

        @Override
        public void migrationStarted(Migration migration) {
            source = migration.source();
        }

        @Override
        public void statementStarted(Place statement) {
            if (source.equals(MigrationSet.HOST)) {
                KillPoint.reached("before-" + statement.number());
            }
        }

        @Override
        public void statementEnded(Place statement, Duration took, long rows) {
            if (source.equals(MigrationSet.HOST)) {
                KillPoint.reached("after-" + statement.number());
            }
        }
    }

    /** A data source whose connections can be killed around each commit; commits are counted over the whole process. */
    private static DataSource killable(DataSource plain) {
        int[] commits = {0};
        return proxy(DataSource.class, plain, (name, call) -> {
            Object result = call.run();
            return result instanceof Connection connection ? connection(connection, commits) : result;
        });
    }

    private static Connection connection(Connection plain, int[] commits) {
        return proxy(Connection.class, plain, (name, call) -> {
            if (!name.equals("commit")) {
                return call.run();
            }
            int number = ++commits[0];
            KillPoint.reached("before-commit-" + number);
            Object result = call.run();
            KillPoint.reached("after-commit-" + number);
            return result;
        });
    }

    /** A call that can be made. */
    private interface Call {
        Object run() throws Throwable;
    }

    /** Something around each call. */
    private interface Around {
        Object call(String name, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T plain, Around around) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, values) -> around.call(method.getName(), () -> {
                    try {
                        return method.invoke(plain, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}
