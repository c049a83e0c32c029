package dev.holdfast.examples.benchmarks.lock;

import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;

/** The rows that are updated: of each contestant and thread their own, so that nobody waits for anybody. */
public final class Lendings {
    /** How many rows a thread takes in turn. */
    public static final int ROWS = 16;

    private static final String AS_LENT = "as lent";
    private static final int PER_CONTESTANT = 10_000;
    private static final int PER_THREAD = 100;

    private Lendings() {}

    /** Makes the table with the rows of so many contestants. */
    public static void create(TestDatabase database, int contestants, int threads) throws SQLException {
        database.execute("CREATE TABLE lending (id bigint PRIMARY KEY, borrower text NOT NULL, note text NOT NULL,"
                + " version bigint NOT NULL DEFAULT 0);"
                + " INSERT INTO lending SELECT c * " + PER_CONTESTANT + " + t * " + PER_THREAD + " + r,"
                + " 'borrower ' || r, '" + AS_LENT + "' FROM generate_series(0, " + (contestants - 1) + ") c,"
                + " generate_series(0, " + (threads - 1) + ") t, generate_series(0, " + (ROWS - 1) + ") r;"
                + " ANALYZE lending");
    }

    /** The key of one of a thread's rows. */
    public static long id(int contestant, int thread, int row) {
        return (long) contestant * PER_CONTESTANT + (long) thread * PER_THREAD + row;
    }

    /** A query for how often a contestant's rows were changed, as their versions and their notes agree. */
    public static String changes(int contestant) {
        return "SELECT CASE WHEN bool_and(note = 'note ' || version OR version = 0) THEN sum(version) ELSE -1 END"
                + " FROM lending WHERE id / " + PER_CONTESTANT + " = " + contestant;
    }

    /** The versions that a thread's rows are known to have. */
    public static final class Known {
        private final long[] versions = new long[ROWS];
        private int row = ROWS - 1;

        /** Goes on to the next row and gives its number. */
        public int next() {
            row = (row + 1) % ROWS;
            return row;
        }

        /** Its version. */
        public long version() {
            return versions[row];
        }

        /** What the row says before the change. */
        public String noteBefore() {
            return versions[row] == 0 ? AS_LENT : "note " + versions[row];
        }

        /** What the row is to say after the change. */
        public String note() {
            return "note " + (versions[row] + 1);
        }

        /** Knows that the row was changed. */
        public void changed() {
            versions[row]++;
        }
    }
}
