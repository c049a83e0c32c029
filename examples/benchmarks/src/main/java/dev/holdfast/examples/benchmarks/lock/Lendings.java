package dev.holdfast.examples.benchmarks.lock;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;

/** The rows that are updated: of each contestant and thread their own, so that nobody waits for anybody. */
final class Lendings {
    /** How many rows a thread takes in turn. */
    static final int ROWS = 16;

    private static final int PER_CONTESTANT = 10_000;
    private static final int PER_THREAD = 100;

    private Lendings() {}

    static void create(TestDatabase database, int contestants, int threads) throws SQLException {
        database.execute("CREATE TABLE lending (id bigint PRIMARY KEY, borrower text NOT NULL, note text NOT NULL,"
                + " version bigint NOT NULL DEFAULT 0);"
                + " INSERT INTO lending SELECT c * " + PER_CONTESTANT + " + t * " + PER_THREAD + " + r,"
                + " 'borrower ' || r, 'as lent' FROM generate_series(0, " + (contestants - 1) + ") c,"
                + " generate_series(0, " + (threads - 1) + ") t, generate_series(0, " + (ROWS - 1) + ") r;"
                + " ANALYZE lending");
    }

    static long id(int contestant, int thread, int row) {
        return (long) contestant * PER_CONTESTANT + (long) thread * PER_THREAD + row;
    }

    /** A query for how often a contestant's rows were changed, as their versions and their notes agree. */
    static String changes(int contestant) {
        return "SELECT CASE WHEN bool_and(note = 'note ' || version OR version = 0) THEN sum(version) ELSE -1 END"
                + " FROM lending WHERE id / " + PER_CONTESTANT + " = " + contestant;
    }

    /** The versions that a thread's rows are known to have. */
    static final class Known {
        private final long[] versions = new long[ROWS];
        private int row = ROWS - 1;

        /** Goes on to the next row and gives its number. */
        int next() {
            row = (row + 1) % ROWS;
            return row;
        }

        long version() {
            return versions[row];
        }

        /** What the row is to say after the change. */
        String note() {
            return "note " + (versions[row] + 1);
        }

        void changed() {
            versions[row]++;
        }
    }
}
