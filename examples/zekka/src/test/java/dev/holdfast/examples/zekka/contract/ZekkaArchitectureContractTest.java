package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.architecture.ArchitectureContract;

class ZekkaArchitectureContractTest extends ArchitectureContract {
    ZekkaArchitectureContractTest() {
        super("dev.holdfast.examples.zekka", "/architecture/zekka.txt");
    }
}
