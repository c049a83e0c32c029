package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditSinkContract;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class AuditTableContractTest extends AuditSinkContract {
    private final TestDatabase database = EmbeddedPostgres.shared().createDatabase();
    private final AuditSink sink = new AuditTable();

    @BeforeEach
    void createTable() throws SQLException {
        database.execute(AuditTable.DDL);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected AuditSink sink() {
        return sink;
    }

    @Override
    protected DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    protected Set<UUID> stored() throws SQLException {
        return database.queryStrings("SELECT id FROM app_audit").stream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }
}
