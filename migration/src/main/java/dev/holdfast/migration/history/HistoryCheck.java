package dev.holdfast.migration.history;

import dev.holdfast.migration.history.Fingerprints.Fingerprint;
import dev.holdfast.migration.history.HistoryView.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** What does not fit between a history and the migrations at hand: what Flyway's own validation finds. */
public final class HistoryCheck {
    /** So much of a digest tells two apart, for people. */
    private static final int DIGITS = 12;

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
            message(view, item, baseline).ifPresent(text -> problems.add(new Problem(item.label(), text)));
        }
        return problems;
    }

    private static Optional<String> message(HistoryView view, Item item, Optional<MigrationVersion> baseline) {
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
            case SUCCESS, OUT_OF_ORDER -> mismatch(item, baseline).or(() -> forged(view, item, baseline));
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
        String description = HistoryEntries.abbreviated(item.local().get().description());
        return description.equals(row.identity().description())
                ? Optional.empty()
                : Optional.of("description mismatch: it was applied as '"
                        + row.identity().description() + "', and is '" + description + "' now; rename the file back");
    }

    /** Whoever can change a script can give it the CRC32 of the one that was applied. */
    private static Optional<String> forged(HistoryView view, Item item, Optional<MigrationVersion> baseline) {
        Optional<Fingerprint> then = isBelow(item, baseline) ? Optional.empty() : view.fingerprint(item);
        return item.local()
                .flatMap(local -> local.work().file())
                .filter(file -> then.isPresent() && !file.hasDigest(then.get().sha256()))
                .map(file -> "SHA-256 mismatch: " + item.script()
                        + " has the checksum of the script that was applied, and is another script ("
                        + then.orElseThrow().sha256().substring(0, DIGITS) + "… then, "
                        + file.sha256().substring(0, DIGITS)
                        + "… now): find out who changed it, and put back what was applied");
    }

    /**
     * The scripts at hand that are held against what was applied by Flyway's CRC32 alone, since nobody kept their SHA-256:
     * another tool applied them, or the table for it was not there.
     *
     * @param view the history, with the fingerprints that there are
     * @return what to call them, in order
     */
    public static List<String> crc32Only(HistoryView view) {
        return view.items().stream()
                .filter(item -> item.state() == MigrationState.SUCCESS || item.state() == MigrationState.OUT_OF_ORDER)
                .filter(item -> item.row().isPresent()
                        && item.local().flatMap(local -> local.work().file()).isPresent())
                .filter(item -> view.fingerprint(item).isEmpty())
                .map(Item::label)
                .toList();
    }

    private static boolean isBelow(Item item, Optional<MigrationVersion> baseline) {
        return item.version().isPresent()
                && baseline.filter(line -> item.version().get().compareTo(line) <= 0)
                        .isPresent();
    }
}
