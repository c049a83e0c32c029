package dev.holdfast.audit.seal.note;

class NoteSignerTest extends NoteSignerContract {
    private final NoteSigner signer = TestKeys.signer("example.com/audit");

    @Override
    protected NoteSigner signer() {
        return signer;
    }
}
