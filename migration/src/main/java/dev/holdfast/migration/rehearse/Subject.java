package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.apply.ApplyPolicy;
import dev.holdfast.migration.apply.run.Applying.Journal;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.snapshot.SnapshotScope;
import java.util.List;
import javax.sql.DataSource;

/**
 * What is rehearsed: the migrations of a database.
 *
 * @param dataSource connects as the role that will migrate
 * @param execution how they will be applied
 * @param scope what of the catalog is compared before and after
 */
public record Subject(DataSource dataSource, Execution execution, SnapshotScope scope) {
    /**
     * How migrations will be applied on the day.
     *
     * @param orders the sources, in their order
     * @param lock by which name migrators of these sources exclude each other
     * @param journal where steps are written down
     * @param policy how patient the executor is
     */
    public record Execution(List<Order> orders, String lock, Journal journal, ApplyPolicy policy) {
        /** Copies the list. */
        public Execution {
            orders = List.copyOf(orders);
        }
    }
}
