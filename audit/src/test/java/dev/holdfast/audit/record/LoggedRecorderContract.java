package dev.holdfast.audit.record;

import dev.holdfast.audit.AuditFixture;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** The contract over a log of ours; what forms that write into it have in common. */
public abstract class LoggedRecorderContract extends RecorderContract {
    private static final String EVENT = "FROM holdfast.audit_event WHERE action ";

    private final AuditFixture fixture = AuditFixture.create();

    /** Starts a recorder over the log. */
    protected abstract Recorder start(RecorderPolicy policy);

    protected final RecorderHost host() {
        return RecorderHost.of(fixture.runner(), Clock.systemUTC());
    }

    @Override
    protected final Recorder recorder() {
        return start(RecorderPolicy.defaults());
    }

    @Override
    protected final Recorder crowded() {
        return start(
                RecorderPolicy.defaults().withCapacity(1).withBatchEvents(1).withOverflow(Overflow.reject()));
    }

    @Override
    protected List<UUID> logged() throws SQLException {
        return fixture.database().queryStrings("SELECT id " + EVENT + "<> 'audit_event.drop'").stream()
                .map(UUID::fromString)
                .toList();
    }

    @Override
    protected boolean isDurable(UUID id) throws SQLException {
        return logged().contains(id);
    }

    @Override
    protected long told() throws SQLException {
        return fixture.database()
                .queryLong("SELECT coalesce(sum((metadata->>'count')::bigint), 0) " + EVENT + "= 'audit_event.drop'");
    }

    @AfterEach
    void closeLog() {
        closeRecorders();
        fixture.close();
    }
}
