package dev.holdfast.audit.anchor.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.AnchorResult;
import dev.holdfast.audit.anchor.AnchorResult.Contradicted;
import dev.holdfast.audit.anchor.AnchorResult.Held;
import dev.holdfast.audit.anchor.AnchorResult.Reason;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.GrowingLog;
import dev.holdfast.audit.anchor.Growth;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.anchor.witness.LoopbackWitness.Answer;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.note.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessAnchorTest {
    private final GrowingLog log = GrowingLog.of(TestKeys.signer("example.com/audit"));
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private LoopbackWitness witness;
    private CheckpointAnchor anchor;

    @BeforeEach
    void open() throws IOException {
        witness = new LoopbackWitness(log.signer().key());
        anchor = anchor("kept");
    }

    @AfterEach
    void close() {
        witness.close();
    }

    @Test
    void publish_firstAndGrown_sendsTheProtocolsTextAndKeepsTheCosignature() {
        assertThat(anchor.publish(log.growth(3))).isInstanceOf(Held.class);
        SignedCheckpoint cosigned = held(anchor.publish(log.growth(5)));
        assertThat(witness.requests())
                .containsExactly(
                        "old 0\n\n" + log.head(1, 3).note(),
                        "old 3\n" + lines(log.growth(5), 3) + "\n"
                                + log.head(1, 5).note());
        assertThat(cosigned.note())
                .startsWith(log.head(1, 5).note())
                .hasLineCount(log.head(1, 5).note().split("\n", -1).length)
                .contains("\u2014 witness.example/w1 ")
                .doesNotContain("witness.example/w2");
        assertThat(anchor.newest(Long.MAX_VALUE)).contains(cosigned);
        assertThat(SignedCheckpoint.open(cosigned.note(), log.signer().key())).contains(cosigned);
    }

    @Test
    void publish_witnessIsFurtherThanWhatIsKept_provesFromWhatItHolds() {
        assertThat(anchor("other node").publish(log.growth(7))).isInstanceOf(Held.class);
        assertThat(held(anchor.publish(log.growth(9))).checkpoint().size()).isEqualTo(9);
        assertThat(witness.requests()).hasSize(3).last().asString().startsWith("old 7\n");
    }

    @Test
    void publish_witnessHoldsMoreOrAnother_isContradictedThoughNothingIsKept() {
        assertThat(anchor("other node").publish(log.growth(100))).isInstanceOf(Held.class);
        assertThat(anchor.publish(log.growth(99))).isEqualTo(new Contradicted(Reason.AHEAD, 100));
        GrowingLog fork = log.forkedAt(50);
        assertThat(anchor.publish(fork.growth(100))).isEqualTo(new Contradicted(Reason.FORKED, 100));
        assertThat(anchor.publish(fork.growth(200))).isEqualTo(new Contradicted(Reason.FORKED, 100));
        assertThat(anchor.newest(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void publish_witnessRefusesTheLog_saysWhatItsOperatorMustDo() {
        witness.forget();
        assertThatThrownBy(() -> anchor.publish(log.growth(1)))
                .isInstanceOf(AnchorException.class)
                .hasMessage("anchor witness.example/w1 does not know the origin example.com/audit:"
                        + " let its operator add it with the log's key");
        witness.answer(new Answer(403, ""));
        assertThatThrownBy(() -> anchor.publish(log.growth(1))).hasMessageContaining("does not accept the key");
    }

    @Test
    void publish_answerIsNoCosignatureOfTheKey_isAFailureAndKeepsNothing() {
        String other = log.head(1, 2).checkpoint().text();
        String right = log.head(1, 1).checkpoint().text();
        for (Answer answer : List.of(
                new Answer(200, ""),
                new Answer(200, "text\n"),
                new Answer(200, witness.cosignature(other, 5)),
                new Answer(200, witness.cosignature(right, 5).replace("w1", "w2")),
                new Answer(200, witness.cosignature(right, 5).strip()),
                new Answer(200, "\n" + witness.cosignature(right, 5)),
                new Answer(200, witness.cosignature(right, 5) + "\n" + witness.cosignature(other, 5)),
                new Answer(200, "x".repeat(BoundedBody.MAX_BYTES + 1)),
                new Answer(409, "many\n"),
                new Answer(409, "0\n"),
                new Answer(500, "at org.example.Witness"),
                new Answer(301, ""))) {
            witness.answer(answer);
            assertThatThrownBy(() -> anchor.publish(log.growth(1)))
                    .as(String.valueOf(answer.status()))
                    .isInstanceOf(AnchorException.class)
                    .message()
                    .startsWith("anchor witness.example/w1 ")
                    .doesNotContain("org.example");
        }
        assertThat(anchor.newest(Long.MAX_VALUE)).isEmpty();
        witness.answer(new Answer(200, witness.cosignature(right, 5)));
        assertThat(anchor.publish(log.growth(1))).isInstanceOf(Held.class);
    }

    @Test
    void publish_witnessDownOrSilent_failsWithinItsTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            WitnessPolicy policy = new WitnessPolicy(address, witness.policy().key(), Duration.ofMillis(100));
            WitnessAnchor mute = WitnessAnchor.of(client, policy, keeper("mute"));
            assertThatThrownBy(() -> mute.publish(log.growth(1))).isInstanceOf(AnchorException.class);
        }
        witness.close();
        assertThatThrownBy(() -> anchor.publish(log.growth(1)))
                .isInstanceOf(AnchorException.class)
                .hasMessageContaining("could not be reached at 127.0.0.1");
    }

    @Test
    void policy_outOfBounds_isRefused() {
        WitnessPolicy policy = witness.policy();
        assertThat(policy.withTimeout(Duration.ofMillis(100)).timeout()).isEqualTo(Duration.ofMillis(100));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withTimeout(Duration.ofMillis(99)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WitnessPolicy.of(URI.create("file:///witness"), policy.key()));
    }

    private CheckpointAnchor anchor(String kept) {
        return WitnessAnchor.of(client, witness.policy(), keeper(kept));
    }

    private FileAnchor keeper(String file) {
        return FileAnchor.of(file, folder.resolve(file), log.signer().key());
    }

    private static String lines(Growth growth, long since) {
        return String.join(
                "", growth.since(since).path().stream().map(hash -> hash + "\n").toList());
    }

    private static SignedCheckpoint held(AnchorResult result) {
        return result.fold(Held::checkpoint, against -> {
            throw new AssertionError(against);
        });
    }
}
