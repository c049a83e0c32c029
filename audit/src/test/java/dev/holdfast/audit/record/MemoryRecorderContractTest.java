package dev.holdfast.audit.record;

import java.util.List;
import java.util.UUID;

class MemoryRecorderContractTest extends RecorderContract {
    private MemoryRecorder memory = empty();

    MemoryRecorder empty() {
        return new MemoryRecorder();
    }

    MemoryRecorder memory() {
        return memory;
    }

    @Override
    protected Recorder recorder() {
        return memory;
    }

    @Override
    protected Recorder crowded() {
        memory = MemoryRecorder.crowded();
        return memory;
    }

    /** One that writes nothing before it is closed. */
    Recorder stuck() {
        memory = MemoryRecorder.stuck();
        return memory;
    }

    @Override
    protected List<UUID> logged() {
        return memory.rows();
    }

    @Override
    protected boolean isDurable(UUID id) {
        return memory.rows().contains(id);
    }

    @Override
    protected long told() {
        return memory.told();
    }
}
