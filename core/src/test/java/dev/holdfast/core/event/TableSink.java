package dev.holdfast.core.event;

import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;

/** A sink that keeps an event's id, action and metadata in a table. */
final class TableSink implements AuditSink {
    static final String DDL =
            "CREATE TABLE kept (id uuid PRIMARY KEY, action text NOT NULL, actor text NOT NULL, metadata jsonb NOT NULL)";

    @Override
    public void append(DSLContext tx, SecurityEvent event) {
        HostTransaction.join(tx)
                .query(
                        "INSERT INTO kept VALUES (?, ?, ?, ?::jsonb)",
                        event.id(),
                        event.action().name(),
                        event.actor().id(),
                        event.metadata().json())
                .execute();
    }

    static Set<UUID> stored(TestDatabase database) throws Exception {
        Set<UUID> ids = new TreeSet<>();
        database.queryStrings("SELECT id FROM kept").forEach(id -> ids.add(UUID.fromString(id)));
        return ids;
    }
}
