package dev.holdfast.audit.seal.verify;

import static dev.holdfast.audit.seal.SealFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sealer whose clock ran ahead, and then stopped: its last checkpoint looks fresh until the clock is there. */
class CheckpointAheadTest {
    private final SealFixture fixture = new SealFixture();
    private final SealVerifier verifier =
            new SealVerifier(fixture.log(), fixture.signer().key());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void verify_checkpointOfATimeToCome_isOverdueBeyondThePatience() {
        Instant now = fixture.clock().instant();
        fixture.append(1);
        fixture.clock().advance(Duration.ofDays(365));
        SignedCheckpoint ahead = done(fixture.seals(10).seal()).checkpoint();
        fixture.clock().set(now);
        assertThat(verdict()).isEqualTo(new SealVerdict.Overdue(ahead.signedAt(), 0));
        fixture.clock().set(ahead.signedAt().minus(fixture.log().policy().overdueAfter()));
        assertThat(verdict()).as("at the boundary").isEqualTo(new SealVerdict.Sealed(ahead));
        fixture.clock().set(fixture.clock().instant().minusNanos(1));
        assertThat(verdict()).isInstanceOf(SealVerdict.Overdue.class);
        fixture.clock().set(now);
        fixture.append(1);
        SignedCheckpoint next = done(fixture.seals(10).seal()).checkpoint();
        assertThat(verdict()).as("the next one is the newest").isEqualTo(new SealVerdict.Sealed(next));
    }

    private SealVerdict verdict() {
        return fixture.audit().runner().call(tx -> verifier.verify(tx, List.of()));
    }
}
