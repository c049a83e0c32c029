package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.core.architecture.ArchitectureContract;

class MarkenmateArchitectureContractTest extends ArchitectureContract {
    MarkenmateArchitectureContractTest() {
        super("dev.holdfast.examples.markenmate", "/architecture/markenmate.txt");
    }
}
