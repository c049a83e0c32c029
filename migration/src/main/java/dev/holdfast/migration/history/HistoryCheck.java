package dev.holdfast.migration.history;

import dev.holdfast.migration.history.HistoryView.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** What does not fit between a history and the migrations at hand: what Flyway's own validation finds. */
public final class HistoryCheck {
    private HistoryCheck() {}

    /**
     * Something that does not fit.
     *
     * @param subject a version, or the description of a repeatable migration
     * @param message what is wrong and what to do
     */
    public record Problem(String subject, String message) {}

    /**
     * Holds a history against the migrations at hand. Pending migrations are no problem, nor are those that a newer
     * application has applied.
     *
     * @param view the history and the migrations
     * @return the problems, in order
     */
    public static List<Problem> problems(HistoryView view) {
        Optional<MigrationVersion> baseline = view.in(MigrationState.BASELINE).stream()
                .flatMap(item -> item.version().stream())
                .max(MigrationVersion::compareTo);
        List<Problem> problems = new ArrayList<>();
        for (Item item : view.items()) {
            message(item, baseline).ifPresent(text -> problems.add(new Problem(item.label(), text)));
        }
        return problems;
    }

    private static Optional<String> message(Item item, Optional<MigrationVersion> baseline) {
        return switch (item.state()) {
            case FAILED, MISSING_FAILED ->
                Optional.of("it has failed: clear up what it left, then mark it as run or repair the history");
            case MISSING_SUCCESS ->
                item.version()
                        .map(version ->
                                "it is applied, but its script is not at hand: bring " + item.script() + " back");
            case IGNORED ->
                Optional.of("it is not applied, but a later version is: give " + item.script()
                        + " a version after the newest");
            case SUCCESS, OUT_OF_ORDER -> mismatch(item, baseline);
            default -> Optional.empty();
        };
    }

    private static Optional<String> mismatch(Item item, Optional<MigrationVersion> baseline) {
        if (item.row().isEmpty() || item.local().isEmpty() || isBelow(item, baseline)) {
            return Optional.empty();
        }
        HistoryRow row = item.row().get();
        Optional<Integer> here = FlywayChecksum.of(item.local().get());
        if (item.version().isPresent() && !here.equals(row.identity().checksum())) {
            return Optional.of("checksum mismatch: " + item.script() + " has changed since it was applied ("
                    + row.identity().checksum().map(Object::toString).orElse("none") + " then, "
                    + here.map(Object::toString).orElse("none") + " now); put it back and write a new migration");
        }
        String description = HistoryTable.abbreviated(item.local().get().description());
        return description.equals(row.identity().description())
                ? Optional.empty()
                : Optional.of("description mismatch: it was applied as '"
                        + row.identity().description() + "', and is '" + description + "' now; rename the file back");
    }

    private static boolean isBelow(Item item, Optional<MigrationVersion> baseline) {
        return item.version().isPresent()
                && baseline.filter(line -> item.version().get().compareTo(line) <= 0)
                        .isPresent();
    }
}
