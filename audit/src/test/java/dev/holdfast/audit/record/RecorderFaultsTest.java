package dev.holdfast.audit.record;

import dev.holdfast.audit.ContractFault;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.SecurityEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link RecorderContract} with the fault that it is there for. */
class RecorderFaultsTest {
    private static final String DURABLE = "record_acknowledged_isDurableUnderItsId";
    private static final String THREADS = "record_manyThreads_eachIsAnsweredByItselfAndKeptOnce";
    private static final String AGAIN = "record_sameEventAgain_isKeptOnce";
    private static final String STAGE = "record_stageCompletedByItsCaller_isStillAnsweredByTheRecorder";
    private static final String FULL = "record_moreThanThereIsRoomFor_isAnsweredAndTold";
    private static final String CLOSE = "close_noTime_answersEachAndReportsIt";
    private static final String TWICE = "close_again_reportsNothingMore";
    private static final String CLOSED = "record_afterTheClose_isRefusedOnItsStageUnwrapped";
    private static final String SINK = "sink_append_returnsWhenDurableAndLeavesTheCallersTransactionAlone";
    private static final String SINK_CLOSED = "sink_afterTheClose_throwsWhy";

    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(AnswersAhead.class, DURABLE),
            new ContractFault(AnswersAllAlike.class, THREADS),
            new ContractFault(KeepsTwice.class, AGAIN),
            new ContractFault(LetsItsCallerAnswer.class, STAGE),
            new ContractFault(DropsInSilence.class, FULL),
            new ContractFault(LeavesUnanswered.class, CLOSE),
            new ContractFault(HidesWhatIsMissing.class, CLOSE),
            new ContractFault(ClosesOnce.class, TWICE),
            new ContractFault(ThrowsWhenClosed.class, CLOSED),
            new ContractFault(WrapsItsRefusal.class, CLOSED),
            new ContractFault(JoinsTheCaller.class, SINK),
            new ContractFault(DoesNotWait.class, SINK),
            new ContractFault(SwallowsTheRefusal.class, SINK_CLOSED),
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(ContractFault fault) {
        fault.assertFound();
    }

    /** A form that does what another does. */
    private static class PassedOn implements Recorder {
        final Recorder inner;

        PassedOn(Recorder inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<UUID> record(SecurityEvent event) {
            return inner.record(event);
        }

        @Override
        public CloseReport close(Duration within) {
            return inner.close(within);
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    static class AnswersAhead extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(stuck()) {
                @Override
                public CompletionStage<UUID> record(SecurityEvent event) {
                    CompletionStage<UUID> unused = super.record(event);
                    return CompletableFuture.completedFuture(event.id());
                }
            };
        }
    }

    static class AnswersAllAlike extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(super.recorder()) {
                private @Nullable CompletionStage<UUID> first;

                @Override
                public synchronized CompletionStage<UUID> record(SecurityEvent event) {
                    CompletionStage<UUID> stage = super.record(event);
                    first = first == null ? stage : first;
                    return first;
                }
            };
        }
    }

    static class KeepsTwice extends MemoryRecorderContractTest {
        @Override
        MemoryRecorder empty() {
            return new MemoryRecorder() {
                @Override
                boolean isNew(UUID id) {
                    return true;
                }
            };
        }
    }

    static class LetsItsCallerAnswer extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(super.recorder()) {
                @Override
                public CompletionStage<UUID> record(SecurityEvent event) {
                    return new CompletableFuture<>();
                }
            };
        }
    }

    static class DropsInSilence extends MemoryRecorderContractTest {
        @Override
        protected Recorder crowded() {
            return new PassedOn(super.crowded()) {
                @Override
                public CloseReport close(Duration within) {
                    CloseReport report = super.close(within);
                    memory().forgetDrops();
                    return report;
                }
            };
        }
    }

    /** It has the defect of the one above as well: nobody answers. */
    static class LeavesUnanswered extends LetsItsCallerAnswer {}

    static class HidesWhatIsMissing extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(stuck()) {
                @Override
                public CloseReport close(Duration within) {
                    CloseReport report = super.close(within);
                    return new CloseReport(report.written(), List.of(), List.of(), 0, 0);
                }
            };
        }
    }

    static class ClosesOnce extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(super.recorder()) {
                private boolean closed;

                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("closed");
                    }
                    super.close();
                }

                @Override
                public CloseReport close(Duration within) {
                    closed = true;
                    return super.close(within);
                }
            };
        }
    }

    static class ThrowsWhenClosed extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(super.recorder()) {
                private boolean closed;

                @Override
                public CompletionStage<UUID> record(SecurityEvent event) {
                    if (closed) {
                        throw new IllegalStateException("closed");
                    }
                    return super.record(event);
                }

                @Override
                public CloseReport close(Duration within) {
                    closed = true;
                    return super.close(within);
                }
            };
        }
    }

    /** What a form that looks at each answer on its way hands on without a thought. */
    static class WrapsItsRefusal extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(super.recorder()) {
                @Override
                public CompletionStage<UUID> record(SecurityEvent event) {
                    return super.record(event).thenApply(id -> id);
                }
            };
        }
    }

    static class JoinsTheCaller extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(super.recorder()) {
                @Override
                public AuditSink sink(Duration patience) {
                    return (tx, event) -> tx.execute("INSERT INTO log VALUES (?)", event.id());
                }
            };
        }
    }

    static class DoesNotWait extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(stuck()) {
                @Override
                public AuditSink sink(Duration patience) {
                    return (tx, event) -> {
                        CompletionStage<UUID> unused = record(event);
                    };
                }
            };
        }
    }

    static class SwallowsTheRefusal extends MemoryRecorderContractTest {
        @Override
        protected Recorder recorder() {
            return new PassedOn(super.recorder()) {
                @Override
                public AuditSink sink(Duration patience) {
                    return (tx, event) -> {
                        CompletionStage<UUID> unused = record(event);
                    };
                }
            };
        }
    }
}
