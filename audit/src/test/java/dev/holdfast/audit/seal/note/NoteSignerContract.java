package dev.holdfast.audit.seal.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the log relies on in a {@link NoteSigner}; a host extends it for a signer of its own. */
public abstract class NoteSignerContract {
    /** The signer to check; the same key at each call. */
    protected abstract NoteSigner signer();

    @Test
    void key_atEachCall_isTheSame() {
        assertThat(signer().key()).isEqualTo(signer().key());
        assertThat(NoteKey.parse(signer().key().toString())).contains(signer().key());
    }

    @Test
    void sign_anyMessage_isVerifiedByTheKeyAlone() {
        for (byte[] message : new byte[][] {{}, {0}, "text\n".getBytes(StandardCharsets.UTF_8), new byte[100_000]}) {
            byte[] signature = signer().sign(message);
            assertThat(signature).hasSize(64);
            assertThat(signer().key().verifies(message, signature)).isTrue();
            byte[] longer = java.util.Arrays.copyOf(message, message.length + 1);
            assertThat(signer().key().verifies(longer, signature)).isFalse();
        }
    }

    @Test
    void sign_manyThreads_areAllVerified() {
        NoteSigner signer = signer();
        assertThat(IntStream.range(0, 32)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                            byte[] message = {(byte) i};
                            return signer.key().verifies(message, signer.sign(message));
                        }))
                        .toList())
                .allMatch(CompletableFuture::join);
    }

    @Test
    void toString_ofTheSigner_holdsNoKeyMaterial() {
        assertThat(signer().toString()).doesNotContainIgnoringCase("private");
    }
}
