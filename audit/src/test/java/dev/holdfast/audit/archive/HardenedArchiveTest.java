package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.harden.AuditHardening;
import dev.holdfast.audit.harden.AuditRoles;
import dev.holdfast.audit.harden.LogPart;
import dev.holdfast.audit.seal.verify.SealVerdict.Sealed;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.TransactionRunner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months leave a hardened log, and come back, although no session may change or delete a row of it. */
class HardenedArchiveTest {
    @TempDir
    private Path directory;

    @Test
    void months_ofAHardenedLog_leaveAndComeBackGuarded() throws SQLException {
        try (ArchiveFixture fixture = new ArchiveFixture(directory)) {
            fixture.filled();
            String owner = fixture.audit().database().name() + "_keeper";
            AuditRoles roles = AuditRoles.ownedBy(owner).with(LogPart.WRITE, owner + "_app");
            AuditHardening hardening =
                    AuditHardening.of(Namespace.defaults(), roles).createMissingRoles();
            TransactionRunner runner = fixture.audit().runner();
            List<String> done = runner.call(hardening::apply);
            assertThat(done).isNotEmpty();
            Moved dropped = new Moved(fixture.month(), ArchiveState.DROPPED);

            assertThat(fixture.archive().run()).contains(dropped);
            assertThat(fixture.archive().bringBack(fixture.month()))
                    .isEqualTo(new Moved(fixture.month(), ArchiveState.RETURNED));
            assertThat(fixture.rows(fixture.month())).isEqualTo(200);
            List<String> open = runner.call(hardening::plan);
            assertThat(open).isEmpty();
            assertThat(fixture.archive().release(fixture.month()))
                    .isEqualTo(new Moved(fixture.month(), ArchiveState.VERIFIED));
            assertThat(fixture.archive().run()).isEqualTo(List.of(dropped));
            fixture.sealAll();
            assertThat(fixture.verdict())
                    .isInstanceOfSatisfying(
                            Sealed.class, whole -> assertThat(whole.archived()).isEqualTo(350));
        }
    }
}
