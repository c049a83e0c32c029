package dev.holdfast.migration.rehearse.scratch;

import dev.holdfast.migration.sql.RowSecurity;
import dev.holdfast.migration.sql.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Copies rows of tables from one database to another with {@code COPY}, all as of one moment; sequences with them. */
final class ChosenRows {
    private static final String COLUMNS = """
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
            WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """;
    private static final String SEQUENCES = """
            SELECT format('SELECT setval(%L, %s)', format('%I.%I', schemaname, sequencename), last_value)
            FROM pg_sequences WHERE last_value IS NOT NULL
            """;

    private ChosenRows() {}

    static void copy(DataSource source, DataSource target, List<TableName> tables) throws SQLException {
        try (Connection from = source.getConnection();
                Connection to = target.getConnection()) {
            from.setAutoCommit(false);
            to.setAutoCommit(false);
            try {
                execute(from, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                RowSecurity.refuse(from);
                for (TableName table : tables) {
                    copy(from, to, table);
                }
                copySequences(from, to);
                to.commit();
            } finally {
                from.rollback();
            }
        }
    }

    private static void copy(Connection from, Connection to, TableName table) throws SQLException {
        String columns = columns(from, table);
        // As a query: COPY of a partitioned table's own name is refused.
        String out = "COPY (SELECT " + columns + " FROM " + table.sql() + ") TO STDOUT";
        String in = "COPY " + table.sql() + " (" + columns + ") FROM STDIN";
        CopyOut reading = from.unwrap(PGConnection.class).getCopyAPI().copyOut(out);
        CopyIn writing = to.unwrap(PGConnection.class).getCopyAPI().copyIn(in);
        try {
            for (byte[] row = reading.readFromCopy(); row != null; row = reading.readFromCopy()) {
                writing.writeToCopy(row, 0, row.length);
            }
            writing.endCopy();
        } finally {
            if (reading.isActive()) {
                reading.cancelCopy();
            }
            if (writing.isActive()) {
                writing.cancelCopy();
            }
        }
    }

    private static String columns(Connection from, TableName table) throws SQLException {
        try (PreparedStatement statement = from.prepareStatement(COLUMNS)) {
            statement.setString(1, table.sql());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void copySequences(Connection from, Connection to) throws SQLException {
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery(SEQUENCES)) {
            while (rows.next()) {
                execute(to, rows.getString(1));
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
