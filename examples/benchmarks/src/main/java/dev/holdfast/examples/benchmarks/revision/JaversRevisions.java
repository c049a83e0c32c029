package dev.holdfast.examples.benchmarks.revision;

import dev.holdfast.examples.benchmarks.harness.Contestant;
import dev.holdfast.examples.benchmarks.harness.JdbcContestant;
import dev.holdfast.examples.benchmarks.lock.Lendings;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.javers.core.Javers;
import org.javers.core.JaversBuilder;
import org.javers.core.commit.Commit;
import org.javers.core.metamodel.annotation.Id;
import org.javers.core.metamodel.annotation.TypeName;
import org.javers.repository.sql.DialectName;
import org.javers.repository.sql.SqlRepositoryBuilder;

/** The change by hand, and its history by JaVers, which looks up the last snapshot and writes a commit and a new one. */
final class JaversRevisions implements Contestant {
    private static final String UPDATE =
            "UPDATE lending SET note = ?, version = version + 1 WHERE id = ? AND version = ?";

    private final TestDatabase database;
    private final int contestant;

    private JaversRevisions(TestDatabase database, int contestant) {
        this.database = database;
        this.contestant = contestant;
    }

    static JaversRevisions on(TestDatabase database, int contestant) throws SQLException {
        // Its first instance makes the tables.
        try (Connection connection = JdbcContestant.connect(database)) {
            Javers unused = javers(connection);
            connection.commit();
        }
        return new JaversRevisions(database, contestant);
    }

    /** A row as JaVers sees it. */
    @TypeName("lending")
    private static final class Lending {
        @Id
        private final long id;

        private final String borrower;
        private final String note;

        private Lending(long id, String borrower, String note) {
            this.id = id;
            this.borrower = borrower;
            this.note = note;
        }

        @Override
        public String toString() {
            return "lending " + id + " of " + borrower + ": " + note;
        }
    }

    @Override
    public String name() {
        return "UPDATE and JaVers 7.8";
    }

    @Override
    public Worker worker(int thread) throws SQLException {
        Connection connection = JdbcContestant.connect(database);
        Javers javers = javers(connection);
        connection.commit();
        Lendings.Known known = new Lendings.Known();
        return new Worker() {
            @Override
            public void run() throws SQLException {
                long id = Lendings.id(contestant, thread, known.next());
                update(connection, id, known);
                Commit unused = javers.commit("user 1", new Lending(id, "borrower", known.note()));
                connection.commit();
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
        long histories = database.queryLong("SELECT count(*) FROM jv_snapshot JOIN jv_commit ON commit_pk = commit_fk");
        return histories == database.queryLong(Lendings.changes(contestant)) ? histories : -1;
    }

    private static void update(Connection connection, long id, Lendings.Known known) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setString(1, known.note());
            update.setLong(2, id);
            update.setLong(3, known.version());
            JdbcContestant.requireOne(update.executeUpdate());
        }
    }

    private static Javers javers(Connection connection) {
        return JaversBuilder.javers()
                .registerJaversRepository(SqlRepositoryBuilder.sqlRepository()
                        .withConnectionProvider(() -> connection)
                        .withDialect(DialectName.POSTGRES)
                        .build())
                .build();
    }
}
