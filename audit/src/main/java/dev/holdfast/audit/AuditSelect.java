package dev.holdfast.audit;

import dev.holdfast.audit.AuditFilter.ActionKey;
import dev.holdfast.audit.AuditFilter.Period;
import dev.holdfast.audit.AuditFilter.TargetKey;
import dev.holdfast.audit.AuditQuery.Order;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.json.Json;
import dev.holdfast.core.secret.Uuid7;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectSeekStep1;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The statements that read the log: a page of it, or all that fits. */
final class AuditSelect {
    private final Table<Record> table;

    AuditSelect(Namespace namespace) {
        this.table = DSL.table(namespace.name(AuditEventTable.NAME));
    }

    AuditPage page(DSLContext tx, AuditQuery query) {
        DSLContext joined = HostTransaction.join(tx);
        List<StoredEvent> rows = joined.fetch(statement(joined, query)).map(StoredEventReader::read);
        if (rows.size() <= query.pageSize()) {
            return new AuditPage(rows, null);
        }
        List<StoredEvent> shown = rows.subList(0, query.pageSize());
        StoredEvent last = shown.get(shown.size() - 1);
        return new AuditPage(shown, new AuditCursor(query.order(), last.event().id()));
    }

    /** One statement has one snapshot; the driver brings as many rows at once as a page holds. */
    void walk(DSLContext tx, AuditQuery query, Predicate<? super StoredEvent> visitor) {
        DSLContext joined = HostTransaction.join(tx);
        try (Cursor<Record> rows =
                ordered(joined, query).fetchSize(query.pageSize()).fetchLazy()) {
            for (Record row : rows) {
                if (!visitor.test(StoredEventReader.read(row))) {
                    return;
                }
            }
        }
    }

    /** One row more than the page holds: it tells whether there is a next one. */
    Select<Record> statement(DSLContext dsl, AuditQuery query) {
        return ordered(dsl, query).limit(query.pageSize() + 1);
    }

    private SelectSeekStep1<Record, UUID> ordered(DSLContext dsl, AuditQuery query) {
        boolean newestFirst = query.order() == Order.NEWEST_FIRST;
        List<Condition> all = conditions(query.filter());
        addPlace(all, query.cursor());
        return dsl.select(StoredEventReader.FIELDS)
                .from(table)
                .where(all)
                .orderBy(newestFirst ? AuditEventTable.ID.desc() : AuditEventTable.ID.asc());
    }

    static List<Condition> conditions(AuditFilter filter) {
        List<Condition> all = new ArrayList<>();
        addEqual(all, AuditEventTable.TENANT_ID, filter.tenantId());
        addAmong(all, AuditEventTable.ACTOR_ID, filter.actorId(), filter.actorAliases());
        TargetKey target = filter.target();
        addEqual(all, AuditEventTable.TARGET_TYPE, target == null ? null : target.type());
        addAmong(
                all,
                AuditEventTable.TARGET_ID,
                target == null ? null : target.id(),
                target == null ? List.of() : target.aliases());
        addEqual(
                all,
                AuditEventTable.OUTCOME,
                filter.outcome() == null ? null : filter.outcome().name());
        addEqual(
                all,
                AuditEventTable.CORRELATION_ID,
                filter.correlationId() == null ? null : filter.correlationId().value());
        addAction(all, filter.action());
        addSeverity(all, filter.leastSeverity());
        if (!filter.isForEver()) {
            addPeriod(all, filter.period());
        }
        return all;
    }

    private static void addEqual(List<Condition> all, Field<String> column, @Nullable String value) {
        if (value != null) {
            // As it was cleaned when it was written.
            all.add(column.eq(Json.clean(value)));
        }
    }

    private static void addAmong(
            List<Condition> all, Field<String> column, @Nullable String value, List<String> aliases) {
        if (value == null || aliases.isEmpty()) {
            addEqual(all, column, value);
        } else {
            List<String> any = new ArrayList<>(aliases);
            any.add(value);
            all.add(column.in(any.stream().map(Json::clean).toList()));
        }
    }

    private static void addAction(List<Condition> all, @Nullable ActionKey action) {
        if (action != null && action.exact()) {
            all.add(AuditEventTable.ACTION.eq(action.words()));
        } else if (action != null) {
            // Not LIKE: its underscore would stand for any character.
            all.add(AuditEventTable.ACTION
                    .eq(action.words())
                    .or(DSL.condition("starts_with({0}, {1})", AuditEventTable.ACTION, DSL.val(action.words() + "."))));
        }
    }

    private static void addSeverity(List<Condition> all, Severity least) {
        if (least != Severity.INFO) {
            all.add(AuditEventTable.SEVERITY.in(Arrays.stream(Severity.values())
                    .filter(severity -> severity.compareTo(least) >= 0)
                    .map(Severity::name)
                    .toList()));
        }
    }

    /** The period itself, and a range of ids around it: only the id tells the planner which partitions to read. */
    private static void addPeriod(List<Condition> all, Period period) {
        all.add(AuditEventTable.OCCURRED_AT.ge(period.from().atOffset(ZoneOffset.UTC)));
        all.add(AuditEventTable.OCCURRED_AT.lt(period.until().atOffset(ZoneOffset.UTC)));
        Instant lowest = period.from().minus(AuditInsert.TIME_SLACK);
        // An id keeps whole milliseconds, so the last one that can belong to the period ends a millisecond later.
        Instant highest = period.until().plus(AuditInsert.TIME_SLACK).plusMillis(1);
        all.add(AuditEventTable.ID.ge(Uuid7.lowestAt(lowest.isBefore(Instant.EPOCH) ? Instant.EPOCH : lowest)));
        all.add(AuditEventTable.ID.lt(Uuid7.lowestAt(highest)));
    }

    private static void addPlace(List<Condition> all, @Nullable AuditCursor cursor) {
        if (cursor != null) {
            all.add(
                    cursor.order() == Order.NEWEST_FIRST
                            ? AuditEventTable.ID.lt(cursor.lastId())
                            : AuditEventTable.ID.gt(cursor.lastId()));
        }
    }
}
