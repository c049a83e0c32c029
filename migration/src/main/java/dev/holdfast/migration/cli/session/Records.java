package dev.holdfast.migration.cli.session;

import dev.holdfast.migration.cli.output.CommandException;
import dev.holdfast.migration.cli.settings.Setting;
import dev.holdfast.migration.cli.settings.Settings;
import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The records of earlier runs. */
public final class Records {
    private static final String LATEST = "latest";

    private final Optional<Path> folder;

    /**
     * The records in the folder that the settings name.
     *
     * @param settings the settings
     */
    public Records(Settings settings) {
        this.folder = settings.path(Setting.RECORDS);
    }

    /**
     * Where records are kept, if a folder is named: a program that writes files nobody asked for fails where there is no
     * room.
     *
     * @return the ledger; empty when no folder is named
     */
    public Optional<RunLedger> ledger() {
        return folder.map(RunLedger::folder);
    }

    /**
     * Finds a record.
     *
     * @param run the word latest, the record's number, or the beginning of the run's id
     * @return the record
     * @throws CommandException when there is none or more than one
     */
    public Kept find(String run) {
        Path named = folder.orElseThrow(() -> CommandException.wrongUse(
                "the folder of run records must be named: use --records, HOLDFAST_RECORDS or a line 'records=…'"));
        List<Kept> records = Files.isDirectory(named) ? RunLedger.folder(named).read() : List.of();
        if (records.isEmpty()) {
            throw CommandException.wrongUse("there is no run record in " + named + ": correct --records");
        }
        if (run.equals(LATEST)) {
            return records.get(records.size() - 1);
        }
        List<Kept> found = records.stream()
                .filter(kept -> String.valueOf(kept.sequence()).equals(run)
                        || (run.length() > 3 && kept.record().id().startsWith(run)))
                .toList();
        if (found.size() != 1) {
            throw CommandException.wrongUse("RUN must be latest, a number from 1 to " + records.size()
                    + ", or the beginning of a run's id, got " + found.size() + " of it: correct it");
        }
        return found.get(0);
    }
}
