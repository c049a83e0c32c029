package dev.holdfast.examples.benchmarks.lock;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.hibernate.cfg.Configuration;

/** Hibernate's {@code @Version}: find, change, commit, in a session of its own as a request has. */
final class HibernateUpdates implements Contestant {
    // Held, since a logger that nobody holds forgets its level. What it would say is how little it was configured.
    private static final Logger LOG = Logger.getLogger("org.hibernate");

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private final TestDatabase database;
    private final int contestant;
    private final SessionFactory sessions;

    HibernateUpdates(TestDatabase database, int contestant) {
        this.database = database;
        this.contestant = contestant;
        // Each session is given its connection, so that all contestants have connections alike.
        this.sessions = new Configuration()
                .addAnnotatedClass(LendingEntity.class)
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", "false")
                .setProperty("jakarta.persistence.database-product-name", "PostgreSQL")
                .setProperty("jakarta.persistence.database-major-version", "15")
                .buildSessionFactory();
    }

    @Override
    public String name() {
        return "Hibernate 6.6 find and @Version";
    }

    @Override
    public Worker worker(int thread) throws SQLException {
        Connection connection = JdbcContestant.connect(database);
        Lendings.Known known = new Lendings.Known();
        return new Worker() {
            @Override
            public void run() {
                long id = Lendings.id(contestant, thread, known.next());
                try (Session session =
                        sessions.withOptions().connection(connection).openSession()) {
                    Transaction transaction = session.beginTransaction();
                    LendingEntity row = session.find(LendingEntity.class, id);
                    row.write(known.note());
                    transaction.commit();
                }
                known.changed();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    @Override
    public long effects() throws SQLException {
        return database.queryLong(Lendings.changes(contestant));
    }

    @Override
    public void close() {
        sessions.close();
    }
}
