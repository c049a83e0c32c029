package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.CheckpointAnchorContract;
import dev.holdfast.audit.seal.note.NoteKey;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class BucketAnchorContractTest extends CheckpointAnchorContract {
    @TempDir
    Path bucket;

    @Override
    protected CheckpointAnchor anchor(NoteKey key) {
        return new BucketAnchor(bucket, key);
    }
}
