package dev.holdfast.audit.export;

import dev.holdfast.audit.ContractFault;
import dev.holdfast.audit.StoredEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link ExportFormatContract} with the fault that it is there for. */
class FormatFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(SpeaksToPeople.class, "name_andMediaType_areShortAndPlain"),
            new ContractFault(RunsIntoTheFirst.class, "head_whenThereIsOne_endsItsLine"),
            new ContractFault(RunsTogether.class, "entry_endsItsLineAndHoldsTheId"),
            new ContractFault(CutsAPair.class, "entry_hostileTexts_survivesUtf8"),
            new ContractFault(Numbers.class, "entry_byManyThreads_dependsOnTheEventAlone"),
        };
    }

    @Test
    void contract_formWithoutAFault_isWhole() {
        ContractFault.assertNone(Faultless.class);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(ContractFault fault) {
        fault.assertFound();
    }

    private static class Plain implements ExportFormat {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public String mediaType() {
            return "text/plain; charset=utf-8";
        }

        @Override
        public String entry(StoredEvent stored) {
            return stored.event().id() + "\n";
        }
    }

    static class Faultless extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return new Plain();
        }
    }

    static class SpeaksToPeople extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return new Plain() {
                @Override
                public String name() {
                    return "Plain text, one line";
                }
            };
        }
    }

    static class RunsIntoTheFirst extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return new Plain() {
                @Override
                public String head() {
                    return "id";
                }
            };
        }
    }

    static class RunsTogether extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return new Plain() {
                @Override
                public String entry(StoredEvent stored) {
                    return super.entry(stored).strip();
                }
            };
        }
    }

    /** As a column of a fixed width does. */
    static class CutsAPair extends ExportFormatContract {
        @Override
        protected ExportFormat format() {
            return new Plain() {
                @Override
                public String entry(StoredEvent stored) {
                    String text = stored.event().metadata().values().toString();
                    return text.substring(0, text.indexOf('\uD83D') + 1) + " " + super.entry(stored);
                }
            };
        }
    }

    static class Numbers extends ExportFormatContract {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        protected ExportFormat format() {
            return new Plain() {
                @Override
                public String entry(StoredEvent stored) {
                    return number.incrementAndGet() + " " + super.entry(stored);
                }
            };
        }
    }
}
