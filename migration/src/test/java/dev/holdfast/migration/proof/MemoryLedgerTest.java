package dev.holdfast.migration.proof;

class MemoryLedgerTest extends ProofLedgerContract {
    private final ProofLedger ledger = ProofLedger.inMemory();

    @Override
    protected ProofLedger ledger() {
        return ledger;
    }
}
