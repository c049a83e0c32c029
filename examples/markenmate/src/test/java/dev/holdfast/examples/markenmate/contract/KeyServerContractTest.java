package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.NoteSignerContract;
import java.security.NoSuchAlgorithmException;

class KeyServerContractTest extends NoteSignerContract {
    private final KeyServer signer;

    KeyServerContractTest() throws NoSuchAlgorithmException {
        signer = KeyServer.generate("markenmate.example/audit");
    }

    @Override
    protected NoteSigner signer() {
        return signer;
    }
}
