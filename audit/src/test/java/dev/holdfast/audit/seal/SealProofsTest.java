package dev.holdfast.audit.seal;

import static dev.holdfast.audit.seal.SealFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import dev.holdfast.audit.seal.proof.ProofResult;
import dev.holdfast.audit.seal.proof.ProofResult.Grown;
import dev.holdfast.audit.seal.proof.ProofResult.Included;
import dev.holdfast.audit.seal.proof.ProofVerifier;
import dev.holdfast.core.Namespace;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SealProofsTest {
    private SealFixture fixture;
    private SealProofs proofs;
    private ProofVerifier verifier;

    @BeforeEach
    void open() {
        fixture = new SealFixture();
        proofs = new SealProofs(Namespace.defaults(), fixture.signer().key());
        verifier = new ProofVerifier(fixture.signer().key());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void inclusion_sealedEvent_isProvenWithItsColumns() {
        List<UUID> events = fixture.append(300);
        SignedCheckpoint head = done(fixture.seals(1000).seal()).checkpoint();
        for (UUID event : List.of(events.get(0), events.get(255), events.get(299))) {
            assertThat(verifier.verify(inclusion(event).orElseThrow()))
                    .isInstanceOfSatisfying(Included.class, included -> {
                        assertThat(included.checkpoint()).isEqualTo(head);
                        assertThat(included.event())
                                .containsEntry("id", event.toString())
                                .containsEntry("action", "lending.update")
                                .containsEntry("metadata", "{\"number\":" + events.indexOf(event) + "}");
                    });
        }
    }

    @Test
    void inclusion_unknownOrUnsealedEvent_isEmpty() {
        UUID event = fixture.append(1).get(0);
        assertThat(inclusion(event)).isEmpty();
        assertThat(done(fixture.seals(10).seal()).events()).isEqualTo(1);
        UUID later = fixture.append(1).get(0);
        assertThat(inclusion(later)).isEmpty();
        assertThat(inclusion(fixture.audit().nextId())).isEmpty();
    }

    @Test
    void inclusion_changedEvent_doesNotVerify() throws Exception {
        UUID event = fixture.append(3).get(1);
        assertThat(done(fixture.seals(10).seal()).events()).isEqualTo(3);
        fixture.audit()
                .database()
                .execute("update holdfast.audit_event set actor_id = 'nobody' where id = '" + event + "'");
        assertThat(verifier.verify(inclusion(event).orElseThrow()))
                .isEqualTo(new ProofResult.Invalid(ProofResult.Reason.PATH));
    }

    @Test
    void consistency_checkpointKept_isProvenToHaveGrown() {
        AuditSeals seals = fixture.seals(1000);
        SignedCheckpoint empty = done(seals.seal()).checkpoint();
        fixture.append(257);
        SignedCheckpoint older = done(seals.seal()).checkpoint();
        fixture.append(300);
        SignedCheckpoint newer = done(seals.seal()).checkpoint();
        for (SignedCheckpoint kept : List.of(empty, older, newer)) {
            assertThat(verifier.verify(consistency(kept).orElseThrow())).isEqualTo(new Grown(kept, newer));
        }
        assertThat(fixture.audit().runner().call(proofs::newest)).contains(newer);
        SealProofs foreign = new SealProofs(
                Namespace.defaults(), TestKeys.signer("example.com/audit").key());
        assertThat(fixture.audit().runner().call(foreign::newest)).isEmpty();
    }

    private Optional<String> inclusion(UUID event) {
        return fixture.audit().runner().call(tx -> proofs.inclusion(tx, event));
    }

    private Optional<String> consistency(SignedCheckpoint older) {
        return fixture.audit().runner().call(tx -> proofs.consistency(tx, older));
    }
}
