package dev.holdfast.migration;

import dev.holdfast.migration.HistoryTable.Entry;
import dev.holdfast.migration.UndoResult.Reason;
import dev.holdfast.migration.UndoResult.Refused;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.sql.SqlScript;
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
    Optional<Refused> refusal(String version, List<Entry> standing) {
        Optional<MigrationVersion> wanted = HistoryTable.parse(version);
        Optional<Entry> failed =
                standing.stream().filter(entry -> !entry.success()).findFirst();
        Optional<Entry> found = standing.stream()
                .filter(entry -> wanted.filter(entry.parsed()::equals).isPresent())
                .findFirst();
        if (failed.isPresent()) {
            return refused(
                    Reason.FAILED_MIGRATION,
                    "version " + failed.get().version() + " of " + source.name()
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
        Entry newest = standing.get(standing.size() - 1);
        if (!newest.equals(found.get())) {
            return refused(
                    Reason.NOT_NEWEST,
                    "version " + version + " of " + source.name() + " is not the newest: take version "
                            + newest.version() + " back first");
        }
        return scriptRefusal(newest);
    }

    private Optional<Refused> scriptRefusal(Entry newest) {
        Optional<ScriptFile> script = source.undoOf(newest.script());
        if (script.isEmpty()) {
            return refused(
                    Reason.NO_UNDO_SCRIPT,
                    "version " + newest.version() + " of " + source.name() + " has no undo script: write U"
                            + newest.script()
                                    .substring(newest.script().lastIndexOf('/') + 1)
                                    .substring(1)
                            + " in a folder given by withUndoLocations");
        }
        List<String> control = SqlScript.transactionControl(script.get().text());
        return control.isEmpty()
                ? Optional.empty()
                : refused(
                        Reason.OWN_TRANSACTION,
                        "undo script " + script.get().fileName() + " must leave its transaction alone, but says "
                                + control.get(0) + ": remove it, the script and its history row are one transaction");
    }

    private boolean isKnown(MigrationVersion version) {
        return source.scripts().stream()
                .map(ScriptFile::fileName)
                .filter(name -> name.matches("V[0-9][0-9._]*__.*"))
                .map(name -> name.substring(1, name.indexOf("__")))
                .flatMap(text -> HistoryTable.parse(text).stream())
                .anyMatch(version::equals);
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
