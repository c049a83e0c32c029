package dev.holdfast.audit.anchor;

import dev.holdfast.audit.ContractFault;
import dev.holdfast.audit.anchor.AnchorResult.Contradicted;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of {@link CheckpointAnchorContract} with the faults that they are there for. */
class AnchorFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(NumbersItsName.class, "name_atEachCall_isTheSame"),
            new ContractFault(KnowsTheNewestAlone.class, "newest_grownLog_isTheLargestOfAtMostASize"),
            new ContractFault(ForgetsWhenOpenedAgain.class, "newest_grownLog_isTheLargestOfAtMostASize"),
            new ContractFault(RefusesWhatItHolds.class, "publish_sameTreeHeadAgain_isHeld"),
            new ContractFault(TakesAnything.class, "publish_smallerOrAnotherHistory_isRefusedAndChangesNothing"),
            new ContractFault(JudgesBySize.class, "publish_smallerOrAnotherHistory_isRefusedAndChangesNothing"),
            new ContractFault(IgnoresRestores.class, "publish_laterEpoch_needsADeclarationAndKeepsWhatWasBefore"),
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

    /** An anchor in memory. */
    private static class MemoryAnchor implements CheckpointAnchor {
        final List<SignedCheckpoint> held = new ArrayList<>();

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public synchronized Optional<SignedCheckpoint> newest(long maxSize) {
            return held.stream()
                    .filter(kept -> kept.checkpoint().size() <= maxSize)
                    .max(Comparator.comparingInt(
                                    (SignedCheckpoint kept) -> kept.checkpoint().epoch())
                            .thenComparingLong(kept -> kept.checkpoint().size()));
        }

        Optional<Contradicted> refusal(Growth growth) {
            return growth.refusal(this::newest);
        }

        @Override
        public synchronized AnchorResult publish(Growth growth) {
            Optional<Contradicted> refusal = refusal(growth);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            held.add(growth.checkpoint());
            return new AnchorResult.Held(growth.checkpoint());
        }
    }

    static class Faultless extends CheckpointAnchorContract {
        private final CheckpointAnchor anchor = memory();

        CheckpointAnchor memory() {
            return new MemoryAnchor();
        }

        @Override
        protected CheckpointAnchor anchor(NoteKey key) {
            return anchor;
        }
    }

    static class NumbersItsName extends Faultless {
        @Override
        CheckpointAnchor memory() {
            return new MemoryAnchor() {
                private int asked;

                @Override
                public String name() {
                    asked++;
                    return "memory " + asked;
                }
            };
        }
    }

    static class KnowsTheNewestAlone extends Faultless {
        @Override
        CheckpointAnchor memory() {
            return new MemoryAnchor() {
                @Override
                public synchronized Optional<SignedCheckpoint> newest(long maxSize) {
                    return super.newest(Long.MAX_VALUE);
                }
            };
        }
    }

    static class ForgetsWhenOpenedAgain extends Faultless {
        @Override
        protected CheckpointAnchor anchor(NoteKey key) {
            return memory();
        }
    }

    static class RefusesWhatItHolds extends Faultless {
        @Override
        CheckpointAnchor memory() {
            return new MemoryAnchor() {
                @Override
                Optional<Contradicted> refusal(Growth growth) {
                    long size = growth.checkpoint().checkpoint().size();
                    return newest(Long.MAX_VALUE)
                            .filter(kept -> kept.checkpoint().size() >= size)
                            .map(kept -> new Contradicted(AnchorResult.Reason.AHEAD, size));
                }
            };
        }
    }

    static class TakesAnything extends Faultless {
        @Override
        CheckpointAnchor memory() {
            return new MemoryAnchor() {
                @Override
                Optional<Contradicted> refusal(Growth growth) {
                    return Optional.empty();
                }
            };
        }
    }

    /** Whoever has the key rewrites the log at its length. */
    static class JudgesBySize extends Faultless {
        @Override
        CheckpointAnchor memory() {
            return new MemoryAnchor() {
                @Override
                Optional<Contradicted> refusal(Growth growth) {
                    return super.refusal(growth).filter(against -> against.reason() != AnchorResult.Reason.FORKED);
                }
            };
        }
    }

    static class IgnoresRestores extends Faultless {
        @Override
        CheckpointAnchor memory() {
            return new MemoryAnchor() {
                @Override
                Optional<Contradicted> refusal(Growth growth) {
                    return super.refusal(Growth.of(growth.checkpoint(), List.of(), growth::since));
                }
            };
        }
    }
}
