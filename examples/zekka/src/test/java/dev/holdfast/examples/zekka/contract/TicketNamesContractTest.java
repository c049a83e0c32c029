package dev.holdfast.examples.zekka.contract;

import dev.holdfast.migration.script.MigrationNaming;
import dev.holdfast.migration.script.MigrationNamingContract;
import dev.holdfast.migration.script.ScriptFile;
import java.util.List;

class TicketNamesContractTest extends MigrationNamingContract {
    @Override
    protected MigrationNaming naming() {
        return new TicketNames();
    }

    @Override
    protected List<ScriptFile> wellFormed() {
        return List.of(file("12-add_column.sql"), file("12-add_column.undo.sql"), file("31-fill_column.sql"));
    }

    @Override
    protected ScriptFile malformed() {
        return file("add_column.sql");
    }

    private static ScriptFile file(String name) {
        return new ScriptFile("memory", name, "SELECT 1;");
    }
}
