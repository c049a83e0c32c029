package dev.holdfast.migration.proof;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger that is gone with the process. Thread-safe. */
final class MemoryLedger implements ProofLedger {
    private final Map<Pair, UndoProof> proofs = new ConcurrentHashMap<>();

    @Override
    public Optional<UndoProof> find(String upSha256, String downSha256) {
        return Optional.ofNullable(proofs.get(new Pair(upSha256, downSha256)));
    }

    @Override
    public boolean keep(UndoProof proof) {
        Pair pair = new Pair(proof.scripts().upSha256(), proof.scripts().downSha256());
        return proof.equals(proofs.merge(pair, proof, MemoryLedger::stronger));
    }

    private static UndoProof stronger(UndoProof old, UndoProof fresh) {
        boolean outdone = old.verdict() instanceof UndoVerdict.Differs && fresh.rows() < old.rows();
        return fresh.at().isBefore(old.at()) || outdone ? old : fresh;
    }

    private record Pair(String upSha256, String downSha256) {}
}
