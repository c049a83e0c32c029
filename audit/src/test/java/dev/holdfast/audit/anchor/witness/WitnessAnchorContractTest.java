package dev.holdfast.audit.anchor.witness;

import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.CheckpointAnchorContract;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.seal.note.NoteKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class WitnessAnchorContractTest extends CheckpointAnchorContract {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private @Nullable LoopbackWitness witness;

    @Override
    protected CheckpointAnchor anchor(NoteKey key) {
        try {
            witness = witness == null ? new LoopbackWitness(key) : witness;
            return WitnessAnchor.of(
                    client, witness.policy(), FileAnchor.of("cosigned", folder.resolve("cosigned"), key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        witness.close();
    }
}
