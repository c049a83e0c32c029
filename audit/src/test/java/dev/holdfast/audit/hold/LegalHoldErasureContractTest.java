package dev.holdfast.audit.hold;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.archive.ArchiveFixture;
import dev.holdfast.audit.privacy.subject.ErasureHold;
import dev.holdfast.audit.privacy.subject.ErasureHold.Person;
import dev.holdfast.audit.privacy.subject.ErasureHoldContract;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.race.Isolation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LegalHoldErasureContractTest extends ErasureHoldContract {
    @TempDir
    private Path directory;

    private ArchiveFixture fixture;

    @BeforeEach
    void open() {
        fixture = new ArchiveFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Override
    protected ErasureHold hold() {
        return fixture.holds().forErasures();
    }

    @Override
    protected TransactionRunner runner() {
        return fixture.audit().runner();
    }

    @ParameterizedTest
    @EnumSource(value = Isolation.class, names = "READ_COMMITTED", mode = EnumSource.Mode.EXCLUDE)
    void heldBy_aboveReadCommitted_isRefused(Isolation isolation) {
        Person person = new Person("anna", List.of("key-1"));
        assertThatThrownBy(() -> runner().run(tx -> {
                    tx.connection(connection -> connection.setTransactionIsolation(isolation.level()));
                    Optional<String> unused = hold().heldBy(tx, person);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a person must be erased at read committed");
    }

    @Override
    protected void place(DSLContext tx, Person person) {
        fixture.append(
                fixture.month(),
                1,
                event -> event.data(DataClass.CONFIDENTIAL, person.keyIds().get(0)));
        var unused = fixture.holds().set(tx, HoldScope.everything(), "case 12", "counsel");
    }
}
