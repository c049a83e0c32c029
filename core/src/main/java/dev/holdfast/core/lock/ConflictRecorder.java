package dev.holdfast.core.lock;

import dev.holdfast.core.event.Action;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.event.Category;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.event.Target;
import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.SqlState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What a lock tells the outside of its losers: a count for each, and an event when the host asked for one. */
record ConflictRecorder(
        VersionedTable table,
        Metrics metrics,
        @Nullable AuditTrail trail,
        @Nullable Action action) {
    static final String METRIC = "holdfast.lock.conflict";
    static final String VERSION_MISMATCH = "version_mismatch";
    static final String ROW_MISSING = "row_missing";
    static final String SERIALIZATION = "serialization";

    private static final int MAX_TARGETS = 16;
    private static final int MAX_ID = 200;

    void loser(DSLContext tx, BulkResult.Loser loser) {
        count(reason(loser));
        if (trail != null && action != null) {
            trail.denial(
                    tx,
                    event(trail, action, List.of(loser))
                            .with("expected", loser.expected())
                            .with("found", found(loser))
                            .build());
        }
    }

    /** One event for all of them: a bulk update of thousands must not open a transaction for each loser. */
    void losers(DSLContext tx, List<BulkResult.Loser> losers) {
        losers.forEach(loser -> count(reason(loser)));
        if (trail != null && action != null && !losers.isEmpty()) {
            trail.denial(
                    tx,
                    event(trail, action, losers)
                            .with("loser_count", losers.size())
                            .with("losers", losers.stream().map(this::facts).toList())
                            .build());
        }
    }

    /**
     * Counts a conflict, and lets every other failure pass. Nothing goes on record: the transaction is dead, and nothing
     * was decided.
     */
    String conflict(DatabaseException failure) {
        if (!SqlState.isConflict(failure)) {
            throw failure;
        }
        count(SERIALIZATION);
        return failure.sqlState().orElse(SqlState.SERIALIZATION_FAILURE);
    }

    private SecurityEvent.Builder event(AuditTrail to, Action of, List<BulkResult.Loser> losers) {
        boolean mismatch = losers.stream().anyMatch(loser -> loser.found().isPresent());
        SecurityEvent.Builder event =
                to.event(of).category(Category.DATA).failed(mismatch ? VERSION_MISMATCH : ROW_MISSING);
        losers.stream().limit(MAX_TARGETS).forEach(loser -> event.target(Target.of(table.noun(), id(loser))));
        return event;
    }

    private void count(String reason) {
        metrics.count(METRIC, "table", table.table(), "reason", reason);
    }

    private Map<String, @Nullable Object> facts(BulkResult.Loser loser) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("key", id(loser));
        facts.put("expected", loser.expected());
        facts.put("found", found(loser));
        return facts;
    }

    private static String reason(BulkResult.Loser loser) {
        return loser.found().isPresent() ? VERSION_MISMATCH : ROW_MISSING;
    }

    private static String id(BulkResult.Loser loser) {
        String text = loser.key().toString();
        return text.length() <= MAX_ID ? text : text.substring(0, MAX_ID);
    }

    private static @Nullable Long found(BulkResult.Loser loser) {
        OptionalLong found = loser.found();
        return found.isPresent() ? (Long) found.getAsLong() : null;
    }
}
