package dev.holdfast.examples.markenmate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Markenmate's database as its team left it: plain SQL, loaded without any help. */
final class SchemaBefore {
    private SchemaBefore() {}

    static void load(Connection connection) throws SQLException, IOException {
        try (InputStream in = SchemaBefore.class.getResourceAsStream("/markenmate/before.sql");
                Statement statement = connection.createStatement()) {
            if (in == null) {
                throw new IOException("markenmate/before.sql must be on the class path");
            }
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
