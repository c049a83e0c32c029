package dev.holdfast.audit.hold;

import dev.holdfast.audit.archive.ArchiveFixture;
import dev.holdfast.audit.privacy.subject.ErasureHold;
import dev.holdfast.audit.privacy.subject.ErasureHold.Person;
import dev.holdfast.audit.privacy.subject.ErasureHoldContract;
import dev.holdfast.core.event.DataClass;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.file.Path;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

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

    @Override
    protected void place(DSLContext tx, Person person) {
        fixture.append(
                fixture.month(),
                1,
                event -> event.data(DataClass.CONFIDENTIAL, person.keyIds().get(0)));
        var unused = fixture.holds().set(tx, HoldScope.everything(), "case 12", "counsel");
    }
}
