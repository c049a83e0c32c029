package dev.holdfast.audit.anchor.database;

import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.CheckpointAnchorContract;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.core.Namespace;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

class DatabaseAnchorContractTest extends CheckpointAnchorContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();

    DatabaseAnchorContractTest() throws SQLException {
        String role = "publisher_" + database.name();
        database.execute(DatabaseAnchor.ddl(Namespace.defaults()));
        database.execute("create role " + role + " login password 'p'; grant usage on schema holdfast to " + role
                + "; grant select, insert on holdfast.audit_anchored to " + role);
    }

    @AfterEach
    void close() throws SQLException {
        String role = "publisher_" + database.name();
        database.execute("drop owned by " + role + "; drop role " + role);
        database.close();
    }

    /** As a login that may only add. */
    @Override
    protected CheckpointAnchor anchor(NoteKey key) {
        return DatabaseAnchor.of(
                "second database", database.dataSource("publisher_" + database.name(), "p"), Namespace.defaults(), key);
    }
}
