package dev.holdfast.audit;

import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditSinkContract;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class AuditLogContractTest extends AuditSinkContract {
    private AuditFixture audit;

    @BeforeEach
    void open() {
        audit = AuditFixture.create();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Override
    protected AuditSink sink() {
        return audit.log();
    }

    @Override
    protected DataSource dataSource() {
        return audit.database().dataSource();
    }

    @Override
    protected Set<UUID> stored() throws SQLException {
        return audit.database().queryStrings("select id from holdfast.audit_event").stream()
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }
}
