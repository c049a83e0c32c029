package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.record.CloseReport;
import dev.holdfast.audit.record.NotRecordedException;
import dev.holdfast.audit.record.Recorder;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.core.metric.Metrics;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Passes events on to another recorder and counts what became of each. Thread-safe as the other. */
final class CountedRecorder implements Recorder {
    private final Recorder recorder;
    private final Metrics metrics;

    CountedRecorder(Recorder recorder, Metrics metrics) {
        this.recorder = recorder;
        this.metrics = metrics;
    }

    /** The stage that is handed on is the recorder's own: one of its dependants would wrap the failure. */
    @Override
    public CompletionStage<UUID> record(SecurityEvent event) {
        CompletionStage<UUID> stage = recorder.record(event);
        CompletionStage<UUID> unused =
                stage.whenComplete((id, failure) -> metrics.count("recorded", "as", said(failure)));
        return stage;
    }

    private static String said(@Nullable Throwable failure) {
        if (failure == null) {
            return "kept";
        }
        return failure instanceof NotRecordedException known
                ? known.reason().name().toLowerCase(Locale.ROOT)
                : "failed";
    }

    @Override
    public CloseReport close(Duration within) {
        return recorder.close(within);
    }

    @Override
    public void close() {
        recorder.close();
    }
}
