package dev.holdfast.examples.omniscience;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Omniscience as its author left it, with psql and an editor. */
final class SchemaBefore {
    private SchemaBefore() {}

    static void load(Connection connection) throws SQLException, IOException {
        execute(connection, "/omniscience/before.sql");
    }

    private static void execute(Connection connection, String resource) throws SQLException, IOException {
        try (InputStream in = SchemaBefore.class.getResourceAsStream(resource);
                Statement statement = connection.createStatement()) {
            if (in == null) {
                throw new IOException(resource + " must be on the class path");
            }
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
