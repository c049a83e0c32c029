package dev.holdfast.examples.markenmate.app;

import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestScope;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The application's log table; each line carries the correlation id of the request it belongs to. */
public final class AppLog {
    private final Clock clock;

    AppLog(Clock clock) {
        this.clock = clock;
    }

    void info(DSLContext tx, String message) {
        CorrelationId id = RequestScope.current().correlationId();
        tx.insertInto(DSL.table(DSL.name("app_log")))
                .columns(
                        DSL.field(DSL.name("level")),
                        DSL.field(DSL.name("message")),
                        DSL.field(DSL.name("created_at")),
                        DSL.field(DSL.name("correlation_id")))
                .values(
                        "info",
                        message,
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        id == null ? null : id.value())
                .execute();
    }

    /** The lines of one request. */
    public List<String> of(DSLContext tx, CorrelationId id) {
        return tx.fetch("SELECT message FROM app_log WHERE correlation_id = ? ORDER BY id", id.value())
                .getValues(0, String.class);
    }
}
