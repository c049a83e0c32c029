package dev.holdfast.audit.privacy.redact;

import dev.holdfast.audit.ContractFault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link ValueDetectorContract} with the fault that it is there for. */
class DetectorFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(SpeaksLoud.class, "kind_isAWordForTheMark"),
            new ContractFault(TakesTheWord.class, "find_secret_isThatSecretAndNoMore"),
            new ContractFault(StopsAtTheFirst.class, "find_secretsAmongWords_areAllFound"),
            new ContractFault(SeesItEverywhere.class, "find_innocentText_isNothing"),
            new ContractFault(Overlaps.class, "find_hostileText_givesSpansInOrderWithinIt"),
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

    /** Finds {@code KEY} and four digits. */
    private static class Keys implements ValueDetector {
        @Override
        public String kind() {
            return "key";
        }

        @Override
        public List<Span> find(String text) {
            List<Span> found = new ArrayList<>();
            for (int at = text.indexOf("KEY"); at >= 0; at = text.indexOf("KEY", at + 1)) {
                if (text.substring(at + 3).matches("(?s)[0-9]{4}.*")) {
                    found.add(new Span(at, at + 7));
                }
            }
            return found;
        }
    }

    static class Faultless extends ValueDetectorContract {
        @Override
        protected ValueDetector detector() {
            return new Keys();
        }

        @Override
        protected List<String> secrets() {
            return List.of("«KEY1234»", "the «KEY0000» it is");
        }

        @Override
        protected List<String> innocent() {
            return List.of("KEY", "KEY123", "1234");
        }
    }

    static class SpeaksLoud extends Faultless {
        @Override
        protected ValueDetector detector() {
            return new Keys() {
                @Override
                public String kind() {
                    return "Secret key";
                }
            };
        }
    }

    static class TakesTheWord extends Faultless {
        @Override
        protected ValueDetector detector() {
            return new Keys() {
                @Override
                public List<Span> find(String text) {
                    return super.find(text).isEmpty() ? List.of() : List.of(new Span(0, text.length()));
                }
            };
        }
    }

    static class StopsAtTheFirst extends Faultless {
        @Override
        protected ValueDetector detector() {
            return new Keys() {
                @Override
                public List<Span> find(String text) {
                    return super.find(text).stream().limit(1).toList();
                }
            };
        }
    }

    static class SeesItEverywhere extends Faultless {
        @Override
        protected ValueDetector detector() {
            return new Keys() {
                @Override
                public List<Span> find(String text) {
                    int at = text.indexOf("KEY");
                    return at < 0 ? List.of() : List.of(new Span(at, Math.min(text.length(), at + 7)));
                }
            };
        }
    }

    static class Overlaps extends Faultless {
        @Override
        protected ValueDetector detector() {
            return new Keys() {
                @Override
                public List<Span> find(String text) {
                    List<Span> twice = new ArrayList<>(super.find(text));
                    twice.addAll(super.find(text));
                    return twice;
                }
            };
        }
    }
}
