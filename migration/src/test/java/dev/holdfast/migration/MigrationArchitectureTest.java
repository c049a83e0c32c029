package dev.holdfast.migration;

import dev.holdfast.core.architecture.ArchitectureContract;

class MigrationArchitectureTest extends ArchitectureContract {
    MigrationArchitectureTest() {
        super("dev.holdfast.migration", "/architecture/migration.txt");
    }
}
