package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.seal.note.NoteSigner;
import dev.holdfast.audit.seal.note.NoteSignerContract;

class VaultSignerContractTest extends NoteSignerContract {
    private final NoteSigner signer = VaultSigner.open("markenmate.example/audit");

    @Override
    protected NoteSigner signer() {
        return signer;
    }
}
