package dev.holdfast.audit.seal.internal;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.seal.tree.TileId;
import dev.holdfast.audit.seal.tree.Tiles;
import dev.holdfast.audit.seal.tree.TilesContract;
import dev.holdfast.core.Namespace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The tiles in the log's own tables. */
class StoredTilesContractTest extends TilesContract {
    private final AuditFixture fixture = AuditFixture.withoutMonths(Namespace.defaults());
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = fixture.database().connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        fixture.close();
    }

    @Override
    protected Tiles tiles(Map<TileId, byte[]> stored) throws SQLException {
        TreeStore store = new TreeStore(Namespace.defaults());
        store.putTiles(connection, stored);
        return (id, width) -> store.readTile(connection, id, width);
    }
}
