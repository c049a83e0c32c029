package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.core.architecture.ArchitectureContract;

class OmniscienceArchitectureContractTest extends ArchitectureContract {
    OmniscienceArchitectureContractTest() {
        super("dev.holdfast.examples.omniscience", "/architecture/omniscience.txt");
    }
}
