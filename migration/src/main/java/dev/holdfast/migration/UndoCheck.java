package dev.holdfast.migration;

import dev.holdfast.migration.apply.step.StepPlan;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.undo.UndoResult.Reason;
import dev.holdfast.migration.undo.UndoResult.Refused;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/** Decides whether a version may be taken back, from the history read under Flyway's lock. */
final class UndoCheck {
    private final MigrationSource source;

    UndoCheck(MigrationSource source) {
        this.source = source;
    }

    /** Why a version cannot be taken back; empty when it can. */
    Optional<Refused> refusal(String version, List<HistoryRow> standing) {
        Optional<MigrationVersion> wanted = parse(version);
        Optional<HistoryRow> failed =
                standing.stream().filter(entry -> !entry.success()).findFirst();
        Optional<HistoryRow> found = standing.stream()
                .filter(entry -> wanted.isPresent() && entry.version().equals(wanted))
                .findFirst();
        if (failed.isPresent() && !isBeingTakenBack(failed.get(), wanted, standing)) {
            return refused(
                    Reason.FAILED_MIGRATION,
                    "version " + failed.get().versionText() + " of " + source.name()
                            + " has failed: clear it up and repair the history first");
        }
        if (found.isEmpty()) {
            return wanted.filter(this::isKnown).isPresent()
                    ? refused(
                            Reason.NOT_APPLIED,
                            "version " + version + " of " + source.name() + " is not applied: nothing to take back")
                    : refused(
                            Reason.UNKNOWN_VERSION,
                            source.name() + " has no version " + shown(version) + ": status lists those it has");
        }
        HistoryRow newest = standing.get(standing.size() - 1);
        if (!newest.equals(found.get())) {
            return refused(
                    Reason.NOT_NEWEST,
                    "version " + version + " of " + source.name() + " is not the newest: take version "
                            + newest.versionText() + " back first");
        }
        return scriptRefusal(newest);
    }

    /**
     * A migration whose undo goes step by step is "failed" meanwhile; asked for again, the journal tells where to go on. One
     * that failed while it was applied has nothing in that journal, and is refused there.
     */
    private boolean isBeingTakenBack(HistoryRow failed, Optional<MigrationVersion> wanted, List<HistoryRow> standing) {
        return failed.version().equals(wanted)
                && standing.get(standing.size() - 1).equals(failed)
                && undoOf(failed)
                        .filter(script -> !StepPlan.of(
                                        SqlScript.parse(script.text()).statements(), true)
                                .isOneTransaction())
                        .isPresent();
    }

    private Optional<Refused> scriptRefusal(HistoryRow newest) {
        Optional<ScriptFile> script = undoOf(newest);
        if (script.isEmpty()) {
            return refused(
                    Reason.NO_UNDO_SCRIPT,
                    "version " + newest.versionText() + " of " + source.name() + " has no undo script: "
                            + wanted(newest.script()));
        }
        return unfit(script.get())
                .flatMap(why -> refused(
                        Reason.OWN_TRANSACTION, "undo script " + script.get().fileName() + " cannot be run: " + why));
    }

    /** Its own BEGIN and COMMIT are where its steps end; what it rolls back nobody could undo. */
    private static Optional<String> unfit(ScriptFile script) {
        try {
            StepPlan unused = StepPlan.of(SqlScript.parse(script.text()).statements(), true);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<ScriptFile> undoOf(HistoryRow row) {
        return source.undoOf(row.version().orElseThrow(), row.script());
    }

    /** Which file to write, named as the migration's own file is. */
    private static String wanted(String script) {
        String name = script.substring(script.lastIndexOf('/') + 1);
        if (name.startsWith("V")) {
            return "write U" + name.substring(1) + " in a folder given by withUndoLocations";
        }
        return "write "
                + name.replaceFirst("(?<=^|\\.)up\\.sql$", "down.sql").replaceFirst("(?<!down)\\.sql$", ".down.sql")
                + " beside it";
    }

    private boolean isKnown(MigrationVersion version) {
        return source.migrations().stream()
                .anyMatch(
                        migration -> migration.version().filter(version::equals).isPresent());
    }

    private static Optional<MigrationVersion> parse(String version) {
        try {
            return Optional.of(MigrationVersion.fromVersion(version));
        } catch (RuntimeException malformed) {
            // A malformed version is an unknown version to the caller; the text says nothing more.
            return Optional.empty();
        }
    }

    private static Optional<Refused> refused(Reason reason, String message) {
        return Optional.of(new Refused(reason, message));
    }

    /** A version as it may stand in a message. */
    static String shown(String version) {
        String clean = version.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() <= 60 ? clean : clean.substring(0, 60) + "…") + "'";
    }
}
