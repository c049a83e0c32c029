package dev.holdfast.examples.benchmarks.revision;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.lock.Lendings;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.hibernate.cfg.Configuration;

/** Hibernate Envers: find, change, commit; it writes a revision and the row as it is then. */
final class EnversRevisions implements Contestant {
    // Held, since a logger that nobody holds forgets its level. What it would say is how little it was configured.
    private static final Logger LOG = Logger.getLogger("org.hibernate");
    /** As Hibernate would make them, which it cannot without a connection of its own. */
    private static final String TABLES = "CREATE SEQUENCE revinfo_seq INCREMENT BY 50;"
            + " CREATE TABLE revinfo (rev integer PRIMARY KEY, revtstmp bigint);"
            + " CREATE TABLE lending_aud (id bigint NOT NULL, rev integer NOT NULL REFERENCES revinfo,"
            + " revtype smallint, borrower text, note text, PRIMARY KEY (rev, id))";

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private final TestDatabase database;
    private final int contestant;
    private final SessionFactory sessions;

    private EnversRevisions(TestDatabase database, int contestant, SessionFactory sessions) {
        this.database = database;
        this.contestant = contestant;
        this.sessions = sessions;
    }

    static EnversRevisions on(TestDatabase database, int contestant) throws SQLException {
        database.execute(TABLES);
        SessionFactory sessions = new Configuration()
                .addAnnotatedClass(AuditedLending.class)
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", "false")
                .setProperty("jakarta.persistence.database-product-name", "PostgreSQL")
                .setProperty("jakarta.persistence.database-major-version", "15")
                .buildSessionFactory();
        return new EnversRevisions(database, contestant, sessions);
    }

    @Override
    public String name() {
        return "Hibernate Envers 6.6";
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
                    session.find(AuditedLending.class, id).write(known.note());
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

    /** A row of history for each change, and the note as it was then. */
    @Override
    public long effects() throws SQLException {
        long histories = database.queryLong("SELECT count(*) FROM lending_aud JOIN revinfo USING (rev)"
                + " WHERE revtype = 1 AND note LIKE 'note %'");
        return histories == database.queryLong(Lendings.changes(contestant)) ? histories : -1;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
