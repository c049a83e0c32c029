package dev.holdfast.audit;

import dev.holdfast.core.architecture.ArchitectureContract;

class AuditArchitectureTest extends ArchitectureContract {
    AuditArchitectureTest() {
        super("dev.holdfast.audit", "/architecture/audit.txt");
    }
}
