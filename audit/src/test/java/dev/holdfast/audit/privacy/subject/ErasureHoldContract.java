package dev.holdfast.audit.privacy.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.privacy.subject.ErasureHold.Person;
import dev.holdfast.core.tx.TransactionRunner;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/** What an answer to "must this person be kept?" must keep to. */
public abstract class ErasureHoldContract {
    private static final Person HELD = new Person("held@mail.example", List.of("0123456789abcdef0123456789abcdef"));
    private static final Person FREE = new Person("free@mail.example", List.of());

    /** The hold, on a database where {@link #runner} runs. */
    protected abstract ErasureHold hold();

    /** Runs on the hold's database. */
    protected abstract TransactionRunner runner();

    /** Places a hold on a person. */
    protected abstract void place(DSLContext tx, Person person);

    @Test
    void heldBy_personOnHold_namesTheHoldWithoutThePerson() {
        runner().run(tx -> place(tx, HELD));
        assertThat(heldBy(HELD))
                .hasValueSatisfying(hold -> assertThat(hold).isNotBlank().doesNotContain(HELD.subject()));
    }

    @Test
    void heldBy_anotherPerson_isEmpty() {
        runner().run(tx -> place(tx, HELD));
        assertThat(heldBy(FREE)).isEmpty();
    }

    /** It joins: what the transaction has done is seen. */
    @Test
    void heldBy_holdPlacedInTheSameTransaction_isSeen() {
        Optional<String> held = runner().call(tx -> {
            place(tx, HELD);
            return hold().heldBy(tx, HELD);
        });
        assertThat(held).isPresent();
    }

    private Optional<String> heldBy(Person person) {
        return runner().call(tx -> hold().heldBy(tx, person));
    }
}
