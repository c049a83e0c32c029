package dev.holdfast.audit.seal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.EventArbitraries;
import dev.holdfast.audit.seal.SealFixture;
import dev.holdfast.audit.seal.SealProofs;
import dev.holdfast.audit.seal.SealResult;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.SecurityEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Python derives from an archived line, and from the format's description, the leaf that was sealed. */
@Tag("tools")
class SecondLeafProperties {
    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void leaf_ofAnArchivedLine_isTheOneThatWasSealed(@ForAll("histories") List<SecurityEvent> events) throws Exception {
        Path folder = Files.createTempDirectory("second-leaf");
        try (SealFixture fixture = new SealFixture()) {
            fixture.audit().append(events.toArray(new SecurityEvent[0]));
            assertThat(fixture.seals(100).seal()).isInstanceOf(SealResult.Sealed.class);
            SealProofs proofs =
                    new SealProofs(Namespace.defaults(), fixture.signer().key());
            List<String> sealed = new ArrayList<>();
            for (SecurityEvent event : events) {
                String file = fixture.audit()
                        .runner()
                        .call(tx -> proofs.inclusion(tx, event.id()))
                        .orElseThrow();
                sealed.add(file.split("\n", -1)[1].substring(ProofFile.EXTRA.length()));
            }
            assertThat(PythonVerifier.run(folder, archived(fixture, events), List.of("leaf")))
                    .isEqualTo(sealed);
        } finally {
            for (String file : List.of("verify_proof.py", "input")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<List<SecurityEvent>> histories() {
        return EventArbitraries.around(Clock.systemUTC().instant()).list().ofSize(40);
    }

    private static List<String> archived(SealFixture fixture, List<SecurityEvent> events) throws Exception {
        List<String> lines = new ArrayList<>();
        for (SecurityEvent event : events) {
            lines.addAll(fixture.audit()
                    .database()
                    .queryStrings(
                            "select row_to_json(e)::text from holdfast.audit_event e where id = '" + event.id() + "'"));
        }
        return lines;
    }
}
