package dev.holdfast.examples.markenmate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.record.LoggedRecorderContract;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.audit.record.RecorderPolicy;
import dev.holdfast.audit.record.async.AsyncRecorder;
import dev.holdfast.examples.markenmate.app.Figures;
import org.junit.jupiter.api.AfterEach;

class CountedRecorderContractTest extends LoggedRecorderContract {
    private final Figures figures = new Figures();

    @Override
    protected Recorder start(RecorderPolicy policy) {
        return new CountedRecorder(AsyncRecorder.start(host(), policy), figures);
    }

    @AfterEach
    void counted() {
        assertThat(figures.count("recorded")).isPositive();
    }
}
