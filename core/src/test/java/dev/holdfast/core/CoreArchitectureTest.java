package dev.holdfast.core;

import dev.holdfast.core.architecture.ArchitectureContract;

class CoreArchitectureTest extends ArchitectureContract {
    CoreArchitectureTest() {
        super("dev.holdfast.core", "/architecture/core.txt");
    }
}
