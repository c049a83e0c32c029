package dev.holdfast.audit;

import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of the contract of sinks with the faults that they are there for, made around the log. */
class SinkFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(Independent.class, "append_hostRollsBack_isGone"),
            new ContractFault(Independent.class, "append_beforeTheCommit_isNotSeenOutside"),
            new ContractFault(Discards.class, "append_hostCommits_isStored"),
            new ContractFault(Swallows.class, "append_brokenTransaction_throws"),
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(ContractFault fault) {
        fault.assertFound();
    }

    static class Independent extends AuditLogContractTest {
        @Override
        protected AuditSink sink() {
            return AuditSink.independent(TransactionRunner.over(dataSource()), super.sink());
        }
    }

    static class Discards extends AuditLogContractTest {
        @Override
        protected AuditSink sink() {
            return AuditSink.discarding();
        }
    }

    static class Swallows extends AuditLogContractTest {
        private final List<RuntimeException> swallowed = new ArrayList<>();

        @Override
        protected AuditSink sink() {
            AuditSink right = super.sink();
            return (tx, event) -> {
                try {
                    right.append(tx, event);
                } catch (RuntimeException failure) {
                    // This is the fault: the act goes on without its evidence.
                    swallowed.add(failure);
                }
            };
        }
    }
}
