package dev.holdfast.migration.history;

import dev.holdfast.migration.history.HistoryView.Item;
import dev.holdfast.migration.script.LocalMigration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Works the states out, step by step as Flyway does. */
final class HistoryReading {
    static final String DELETE = "DELETE";
    static final String SCHEMA = "SCHEMA";
    static final Set<String> BASELINES = Set.of("BASELINE", "SQL_BASELINE", "JDBC_BASELINE", "SCRIPT_BASELINE");
    static final Set<String> UNDOS = Set.of("UNDO_SQL", "UNDO_JDBC", "UNDO_SCRIPT");

    private final Optional<MigrationVersion> target;
    private final Map<Key, LocalMigration> versioned = new LinkedHashMap<>();
    private final Map<String, LocalMigration> repeatable = new LinkedHashMap<>();
    private final Map<String, Integer> checksums = new HashMap<>();
    private final List<Mark> applied = new ArrayList<>();
    private final List<Mark> repeated = new ArrayList<>();
    private final Map<String, Integer> latestRuns = new HashMap<>();
    private MigrationVersion lastResolved = MigrationVersion.EMPTY;
    private MigrationVersion lastApplied = MigrationVersion.EMPTY;
    private Optional<MigrationVersion> baseline = Optional.empty();

    HistoryReading(List<HistoryRow> rows, List<LocalMigration> locals, Optional<MigrationVersion> target) {
        this.target = target;
        locals.forEach(this::addLocal);
        rows.forEach(this::addRow);
        applied.forEach(this::advance);
        repeated.forEach(this::countRun);
    }

    private void addLocal(LocalMigration local) {
        if (local.version().isEmpty()) {
            repeatable.put(local.description(), local);
            FlywayChecksum.of(local).ifPresent(sum -> checksums.put(local.description(), sum));
            return;
        }
        MigrationVersion version = local.version().get();
        versioned.put(new Key(version, local.type()), local);
        if (version.compareTo(lastResolved) > 0) {
            lastResolved = version;
        }
    }

    private void addRow(HistoryRow row) {
        if (row.version().isEmpty()) {
            repeated.add(new Mark(row));
            if (row.type().equals(DELETE) && row.success()) {
                last(repeated, row).ifPresent(mark -> mark.deleted = true);
            }
            return;
        }
        MigrationVersion version = row.version().get();
        if (BASELINES.contains(row.type())
                && baseline.filter(line -> line.compareTo(version) >= 0).isEmpty()) {
            baseline = Optional.of(version);
        }
        if (row.type().equals(DELETE) && row.success()) {
            last(applied, row).ifPresent(mark -> mark.deleted = true);
        } else if (UNDOS.contains(row.type()) && row.success()) {
            last(applied, row).ifPresent(mark -> mark.undone = true);
        } else {
            applied.add(new Mark(row));
        }
    }

    /** The last row of the same migration that is one, and not a remark on one. */
    private static Optional<Mark> last(List<Mark> marks, HistoryRow row) {
        Optional<Mark> found = Optional.empty();
        for (Mark mark : marks) {
            HistoryRow other = mark.row;
            boolean remark = other.type().equals(DELETE)
                    || other.type().equals(SCHEMA)
                    || other.type().equals("BASELINE");
            boolean same = row.version().isPresent()
                    ? row.version().equals(other.version())
                    : row.identity().description().equals(other.identity().description());
            if (same && !remark) {
                found = Optional.of(mark);
            }
        }
        return found;
    }

    private void advance(Mark mark) {
        MigrationVersion version = mark.row.version().orElseThrow();
        if (version.compareTo(lastApplied) <= 0) {
            mark.outOfOrder = true;
        } else if (!mark.row.type().equals(DELETE) && !mark.deleted && !mark.undone) {
            lastApplied = version;
        }
    }

    private void countRun(Mark mark) {
        if (!(mark.deleted && mark.row.type().equals(DELETE))) {
            latestRuns.merge(mark.row.identity().description(), mark.row.rank(), Math::max);
        }
    }

    List<Item> items() {
        List<Item> below = new ArrayList<>();
        List<Item> done = new ArrayList<>();
        List<Item> waiting = new ArrayList<>();
        Map<Key, LocalMigration> pending = new LinkedHashMap<>(versioned);
        for (Mark mark : applied) {
            Key key = new Key(mark.row.version().orElseThrow(), mark.row.type());
            done.add(item(mark, Optional.ofNullable(versioned.get(key))));
            if (!mark.deleted && !mark.undone && !mark.row.type().equals(DELETE)) {
                pending.remove(key);
            }
        }
        Map<String, LocalMigration> again = new LinkedHashMap<>(repeatable);
        for (Mark mark : repeated) {
            String description = mark.row.identity().description();
            done.add(item(mark, Optional.ofNullable(repeatable.get(description))));
            if (!mark.deleted && !mark.row.type().equals(DELETE) && isLatest(mark) && isUnchanged(mark.row)) {
                again.remove(description);
            }
        }
        for (LocalMigration local : pending.values()) {
            MigrationState state = waitingState(local.version().orElseThrow());
            boolean isBelow = state == MigrationState.BELOW_BASELINE || state == MigrationState.BASELINE_IGNORED;
            (isBelow ? below : waiting).add(new Item(Optional.empty(), Optional.of(local), state));
        }
        again.values()
                .forEach(local -> waiting.add(new Item(Optional.empty(), Optional.of(local), MigrationState.PENDING)));
        done.sort(Comparator.comparing(item -> item.row().orElseThrow().rank()));
        below.addAll(done);
        below.addAll(waiting);
        return below;
    }

    private Item item(Mark mark, Optional<LocalMigration> local) {
        return new Item(Optional.of(mark.row), local, state(mark, local));
    }

    private MigrationState state(Mark mark, Optional<LocalMigration> local) {
        HistoryRow row = mark.row;
        if (mark.undone) {
            return MigrationState.UNDONE;
        }
        if (mark.deleted) {
            return MigrationState.DELETED;
        }
        if (row.type().equals(DELETE)) {
            return MigrationState.SUCCESS;
        }
        if (BASELINES.contains(row.type())) {
            return MigrationState.BASELINE;
        }
        if (local.isEmpty() && (row.version().isPresent() || isLatest(mark))) {
            return missingState(row);
        }
        if (!row.success()) {
            return MigrationState.FAILED;
        }
        if (row.version().isEmpty()) {
            return repeatableState(mark, local);
        }
        return mark.outOfOrder ? MigrationState.OUT_OF_ORDER : MigrationState.SUCCESS;
    }

    private MigrationState missingState(HistoryRow row) {
        if (row.type().equals(SCHEMA)) {
            return MigrationState.SUCCESS;
        }
        boolean missing = row.version()
                .filter(version -> version.compareTo(lastResolved) >= 0)
                .isEmpty();
        if (missing) {
            return row.success() ? MigrationState.MISSING_SUCCESS : MigrationState.MISSING_FAILED;
        }
        return row.success() ? MigrationState.FUTURE_SUCCESS : MigrationState.FUTURE_FAILED;
    }

    private MigrationState repeatableState(Mark mark, Optional<LocalMigration> local) {
        if (!isLatest(mark)) {
            return MigrationState.SUPERSEDED;
        }
        return local.isPresent() && isUnchanged(mark.row) ? MigrationState.SUCCESS : MigrationState.OUTDATED;
    }

    private boolean isLatest(Mark mark) {
        return latestRuns.getOrDefault(mark.row.identity().description(), mark.row.rank()) == mark.row.rank();
    }

    private boolean isUnchanged(HistoryRow row) {
        return row.identity()
                .checksum()
                .equals(Optional.ofNullable(checksums.get(row.identity().description())));
    }

    private MigrationState waitingState(MigrationVersion version) {
        if (baseline.isPresent() && !lastApplied.equals(MigrationVersion.EMPTY)) {
            int order = version.compareTo(baseline.get());
            if (order <= 0) {
                return order < 0 ? MigrationState.BELOW_BASELINE : MigrationState.BASELINE_IGNORED;
            }
        }
        if (target.filter(last -> version.compareTo(last) > 0).isPresent()) {
            return MigrationState.ABOVE_TARGET;
        }
        return version.compareTo(lastApplied) < 0 ? MigrationState.IGNORED : MigrationState.PENDING;
    }

    /** Flyway takes a class and a script of one version for two migrations. */
    private record Key(MigrationVersion version, String type) {}

    /** A row and what later rows say of it. */
    private static final class Mark {
        private final HistoryRow row;
        private boolean deleted;
        private boolean undone;
        private boolean outOfOrder;

        Mark(HistoryRow row) {
            this.row = row;
        }
    }
}
