package dev.holdfast.migration.history;

import dev.holdfast.migration.history.Fingerprints.Fingerprint;
import dev.holdfast.migration.script.LocalMigration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/**
 * What a history says of the migrations at hand, in Flyway's own terms: each state is the one that {@code flyway info}
 * would give.
 *
 * <p>A value.
 */
public final class HistoryView {
    private final List<Item> items;
    private final Map<Integer, Fingerprint> fingerprints;

    private HistoryView(List<Item> items, Map<Integer, Fingerprint> fingerprints) {
        this.items = List.copyOf(items);
        this.fingerprints = Map.copyOf(fingerprints);
    }

    /**
     * A row of the history, a migration at hand, or the two of one migration.
     *
     * @param row the row
     * @param local the migration at hand
     * @param state where it stands
     */
    public record Item(Optional<HistoryRow> row, Optional<LocalMigration> local, MigrationState state) {
        /**
         * The version.
         *
         * @return none for a repeatable migration
         */
        public Optional<MigrationVersion> version() {
            return row.map(HistoryRow::version)
                    .orElseGet(() -> local.orElseThrow().version());
        }

        /**
         * What it does.
         *
         * @return in words
         */
        public String description() {
            return row.map(one -> one.identity().description())
                    .orElseGet(() -> local.orElseThrow().description());
        }

        /**
         * Its name.
         *
         * @return as in the history; when it is not there, as it would be
         */
        public String script() {
            return row.map(HistoryRow::script)
                    .orElseGet(() -> local.orElseThrow().script());
        }

        /**
         * What to call it in a message.
         *
         * @return its version, or its description
         */
        public String label() {
            return version().map(MigrationVersion::toString).orElseGet(this::description);
        }
    }

    /**
     * Reads a history.
     *
     * @param rows its rows by rank
     * @param locals the migrations at hand
     * @param target the last version wanted
     * @return what it says
     */
    public static HistoryView of(
            List<HistoryRow> rows, List<LocalMigration> locals, Optional<MigrationVersion> target) {
        return new HistoryView(new HistoryReading(rows, locals, target).items(), Map.of());
    }

    /**
     * The same with the fingerprints of what was applied.
     *
     * @param kept by the number of their rows
     * @return the view
     */
    public HistoryView withFingerprints(Map<Integer, Fingerprint> kept) {
        return new HistoryView(items, kept);
    }

    /** The fingerprint of what was applied; none when it is that of another row which once had this number. */
    Optional<Fingerprint> fingerprint(Item item) {
        return item.row()
                .flatMap(row -> Optional.ofNullable(fingerprints.get(row.rank()))
                        .filter(kept -> kept.script().equals(row.script())
                                && row.identity()
                                        .checksum()
                                        .filter(sum -> sum == kept.checksum())
                                        .isPresent()));
    }

    /**
     * Everything, in the order in which Flyway lists it.
     *
     * @return below a baseline, then applied, then pending
     */
    public List<Item> items() {
        return items;
    }

    /**
     * What is in a state.
     *
     * @param state the state
     * @return in order
     */
    public List<Item> in(MigrationState state) {
        return items.stream().filter(item -> item.state() == state).toList();
    }

    /**
     * The versions that stand applied now, failed ones among them.
     *
     * @param rows the rows of a history
     * @return oldest version first
     */
    public static List<HistoryRow> standing(List<HistoryRow> rows) {
        Map<MigrationVersion, HistoryRow> standing = new LinkedHashMap<>();
        for (HistoryRow row : rows) {
            if (row.version().isEmpty()
                    || HistoryReading.BASELINES.contains(row.type())
                    || row.type().equals(HistoryReading.SCHEMA)) {
                continue;
            }
            standing.remove(row.version().get());
            if (!row.type().equals(HistoryReading.DELETE) && !HistoryReading.UNDOS.contains(row.type())) {
                standing.put(row.version().get(), row);
            }
        }
        return standing.values().stream()
                .sorted(Comparator.comparing(row -> row.version().orElseThrow()))
                .toList();
    }

    /**
     * Whether the schema was made together with this history.
     *
     * @param rows the rows of a history
     * @return true when a row says so
     */
    public static boolean createdSchema(List<HistoryRow> rows) {
        return rows.stream().anyMatch(row -> row.type().equals(HistoryReading.SCHEMA));
    }
}
