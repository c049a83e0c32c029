package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.HashingInput;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.seal.leaf.EventLine;
import dev.holdfast.audit.seal.leaf.LeafColumn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.GZIPInputStream;

/** Brings the events of an archive back into a table, each column as it was: so each row makes the leaf it made before. */
final class MonthReturn {
    private static final int BATCH = 500;
    private static final LeafColumn[] COLUMNS = LeafColumn.values();

    private MonthReturn() {}

    /**
     * Inserts them, and holds what was read against the manifest: the file that was verified before was another reading of
     * it, and a row without a leaf among those that come back would be sealed as a new one.
     *
     * @throws IOException when the file is not the one that was signed; what was inserted must not be committed
     */
    static void insert(Connection connection, String table, ArchiveManifest manifest, ArchiveStore store)
            throws SQLException, IOException {
        String name = manifest.files().events().name();
        try (HashingInput file = new HashingInput(store.read(name))) {
            insert(connection, table, file);
            if (!file.file(name).equals(manifest.files().events())) {
                throw new IOException("file " + name + " must be the one that was signed, but changed since it was"
                        + " verified: verify the archive");
            }
        }
    }

    private static void insert(Connection connection, String table, InputStream file) throws SQLException, IOException {
        String names =
                String.join(", ", Arrays.stream(COLUMNS).map(LeafColumn::column).toList());
        String places = String.join(", ", Collections.nCopies(COLUMNS.length, "?"));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")")) {
            int waiting = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                bind(
                        insert,
                        EventLine.parse(line)
                                .orElseThrow(
                                        () -> new IOException("a verified archive must hold lines of events alone")));
                insert.addBatch();
                if (++waiting == BATCH) {
                    int[] unused = insert.executeBatch();
                    waiting = 0;
                }
            }
            int[] unused = insert.executeBatch();
        }
    }

    /** Untyped texts: the server takes the type from the column. */
    private static void bind(PreparedStatement insert, EventLine line) throws SQLException {
        for (int i = 0; i < COLUMNS.length; i++) {
            insert.setObject(i + 1, line.columns().get(COLUMNS[i].column()), Types.OTHER);
        }
    }
}
