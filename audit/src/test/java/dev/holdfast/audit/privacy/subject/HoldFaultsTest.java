package dev.holdfast.audit.privacy.subject;

import dev.holdfast.audit.ContractFault;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link ErasureHoldContract} with the fault that it is there for. */
class HoldFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(NamesThePerson.class, "heldBy_personOnHold_namesTheHoldWithoutThePerson"),
            new ContractFault(HoldsEverybody.class, "heldBy_anotherPerson_isEmpty"),
            new ContractFault(AsksByItself.class, "heldBy_holdPlacedInTheSameTransaction_isSeen"),
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(ContractFault fault) {
        fault.assertFound();
    }

    static class NamesThePerson extends TableHoldTest {
        @Override
        protected ErasureHold hold() {
            ErasureHold right = super.hold();
            return (tx, person) -> right.heldBy(tx, person).map(hold -> hold + " against " + person.subject());
        }
    }

    static class HoldsEverybody extends TableHoldTest {
        @Override
        protected ErasureHold hold() {
            return (tx, person) ->
                    tx.fetch("select 1 from hold").isEmpty() ? Optional.empty() : Optional.of("case 4711");
        }
    }

    /** On a connection of its own. */
    static class AsksByItself extends TableHoldTest {
        @Override
        protected ErasureHold hold() {
            return (tx, person) -> runner().call(own ->
                    own.fetch("select 'case 4711' from hold where subject = ?", person.subject()).stream()
                            .map(row -> row.get(0, String.class))
                            .findFirst());
        }
    }
}
