package dev.holdfast.core.event;

import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, on the smallest sink that keeps it. */
class TableSinkTest extends AuditSinkContract {
    private static TestDatabase database;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(TableSink.DDL);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    protected AuditSink sink() {
        return new TableSink();
    }

    @Override
    protected DataSource dataSource() {
        return database.dataSource();
    }

    @Override
    protected Set<UUID> stored() throws Exception {
        return TableSink.stored(database);
    }
}
