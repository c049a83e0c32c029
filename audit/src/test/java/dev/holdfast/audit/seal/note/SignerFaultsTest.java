package dev.holdfast.audit.seal.note;

import dev.holdfast.audit.ContractFault;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of {@link NoteSignerContract} with the faults that they are there for. */
class SignerFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(NewKeyEachTime.class, "key_atEachCall_isTheSame"),
            new ContractFault(SignsWithAnother.class, "sign_anyMessage_isVerifiedByTheKeyAlone"),
            new ContractFault(SignsTheBeginning.class, "sign_anyMessage_isVerifiedByTheKeyAlone"),
            new ContractFault(SharesOneBuffer.class, "sign_manyThreads_areAllVerified"),
            new ContractFault(PrintsItsKey.class, "toString_ofTheSigner_holdsNoKeyMaterial"),
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

    private static class PassedOn implements NoteSigner {
        private final NoteSigner inner = TestKeys.signer("example.com/audit");

        @Override
        public NoteKey key() {
            return inner.key();
        }

        @Override
        public byte[] sign(byte[] message) {
            return inner.sign(message);
        }
    }

    static class Faultless extends NoteSignerContract {
        private final NoteSigner signer = new PassedOn();

        @Override
        protected NoteSigner signer() {
            return signer;
        }
    }

    static class NewKeyEachTime extends NoteSignerContract {
        private int asked;

        @Override
        protected NoteSigner signer() {
            asked++;
            return TestKeys.signer("example.com/audit/" + asked);
        }
    }

    static class SignsWithAnother extends NoteSignerContract {
        @Override
        protected NoteSigner signer() {
            return new PassedOn() {
                @Override
                public byte[] sign(byte[] message) {
                    return TestKeys.signer("example.com/other").sign(message);
                }
            };
        }
    }

    /** As with a KMS that takes messages of a limited length. */
    static class SignsTheBeginning extends NoteSignerContract {
        @Override
        protected NoteSigner signer() {
            return new PassedOn() {
                @Override
                public byte[] sign(byte[] message) {
                    return super.sign(Arrays.copyOf(message, Math.min(message.length, 4096)));
                }
            };
        }
    }

    /** What the second of two calls leaves there is what the first gives back; here of every second call. */
    static class SharesOneBuffer extends NoteSignerContract {
        @Override
        protected NoteSigner signer() {
            return new PassedOn() {
                private byte[] latest = super.sign(new byte[] {-1});

                @Override
                public synchronized byte[] sign(byte[] message) {
                    byte[] before = latest;
                    latest = super.sign(message);
                    return before;
                }
            };
        }
    }

    static class PrintsItsKey extends NoteSignerContract {
        @Override
        protected NoteSigner signer() {
            return new PassedOn() {
                @Override
                public String toString() {
                    return "signer with PrivateKey[302e…]";
                }
            };
        }
    }
}
