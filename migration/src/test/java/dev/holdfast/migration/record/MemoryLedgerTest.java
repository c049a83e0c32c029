package dev.holdfast.migration.record;

class MemoryLedgerTest extends RunLedgerContract {
    @Override
    protected RunLedger emptyLedger() {
        return RunLedger.inMemory();
    }
}
