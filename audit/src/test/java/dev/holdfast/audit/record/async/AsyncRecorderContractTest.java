package dev.holdfast.audit.record.async;

import dev.holdfast.audit.record.LoggedRecorderContract;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderPolicy;

class AsyncRecorderContractTest extends LoggedRecorderContract {
    @Override
    protected Recorder start(RecorderPolicy policy) {
        return AsyncRecorder.start(host(), policy);
    }
}
