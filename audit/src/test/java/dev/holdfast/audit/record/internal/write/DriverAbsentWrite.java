package dev.holdfast.audit.record.internal.write;

import dev.holdfast.audit.StoredEvent.Origin;
import dev.holdfast.audit.privacy.EventDoor;
import dev.holdfast.audit.record.internal.row.RowEncoder;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.List;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/** What {@link DriverAbsentTest} runs behind its own class loader: writes one event and gives the number refused. */
public final class DriverAbsentWrite implements BiFunction<DataSource, SecurityEvent, Integer> {
    @Override
    public Integer apply(DataSource dataSource, SecurityEvent event) {
        BatchWriter writer = new BatchWriter(
                TransactionRunner.over(dataSource), Namespace.defaults(), Metrics.discarding(), Ticker.system());
        return writer.write(
                        List.of(new RowEncoder(Origin.LIVE)
                                .encode(EventDoor.defaults().admit(event))),
                        false,
                        (failed, since) -> false)
                .size();
    }
}
