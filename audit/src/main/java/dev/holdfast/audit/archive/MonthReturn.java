package dev.holdfast.audit.archive;

import dev.holdfast.audit.archive.format.ArchiveManifest;
import dev.holdfast.audit.archive.format.HashingInput;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.internal.InsertText;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Brings the events of an archive back into a table, each column as it was: so each row makes the leaf it made before. */
final class MonthReturn {
    private static final List<String> COLUMNS =
            Arrays.stream(LeafColumn.values()).map(LeafColumn::column).toList();

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
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8));
        List<EventLine> waiting = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            waiting.add(EventLine.parse(line)
                    .orElseThrow(() -> new IOException("a verified archive must hold lines of events alone")));
            if (waiting.size() == InsertText.ROWS) {
                insert(connection, table, waiting);
                waiting.clear();
            }
        }
        if (!waiting.isEmpty()) {
            insert(connection, table, waiting);
        }
    }

    /** Untyped texts: the server takes the type from the column. */
    private static void insert(Connection connection, String table, List<EventLine> lines) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(InsertText.of(table, COLUMNS, lines.size()))) {
            int at = 0;
            for (EventLine line : lines) {
                for (String column : COLUMNS) {
                    insert.setObject(++at, line.columns().get(column), Types.OTHER);
                }
            }
            insert.executeUpdate();
        }
    }
}
