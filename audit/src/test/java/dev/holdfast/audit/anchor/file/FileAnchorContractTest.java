package dev.holdfast.audit.anchor.file;

import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.CheckpointAnchorContract;
import dev.holdfast.audit.seal.note.NoteKey;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileAnchorContractTest extends CheckpointAnchorContract {
    @TempDir
    Path folder;

    @Override
    protected CheckpointAnchor anchor(NoteKey key) {
        return FileAnchor.of("file", folder.resolve("log.anchor"), key);
    }
}
