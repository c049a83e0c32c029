package dev.holdfast.examples.zekka.contract;

import dev.holdfast.migration.script.MigrationNaming;
import dev.holdfast.migration.script.NamedScript;
import dev.holdfast.migration.script.NamedScript.Role;
import dev.holdfast.migration.script.ScriptFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files named by the ticket that asked for them: {@code 12-add_column.sql}, taken back by {@code 12-add_column.undo.sql}. Thread-safe. */
final class TicketNames implements MigrationNaming {
    private static final Pattern FORM = Pattern.compile("(?<ticket>[0-9]+)-(?<name>[^.]+)(?<undo>\\.undo)?\\.sql");

    @Override
    public List<NamedScript> read(List<ScriptFile> files) {
        List<NamedScript> named = new ArrayList<>();
        for (ScriptFile file : files) {
            if (file.fileName().endsWith(".sql")) {
                named.add(read(file));
            }
        }
        return named;
    }

    private static NamedScript read(ScriptFile file) {
        Matcher form = FORM.matcher(file.fileName());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    file + " must be named <ticket>-<name>.sql, or <ticket>-<name>.undo.sql: rename or move it");
        }
        return new NamedScript(
                form.group("undo") == null ? Role.VERSIONED : Role.UNDO,
                form.group("ticket"),
                form.group("name").replace('_', ' '),
                file);
    }
}
