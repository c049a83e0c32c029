package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import java.sql.SQLException;

/** Compares the trees that a walk grows with each root that was signed, stored or known from elsewhere. */
final class SignedRoots {
    private final LeafWalk walk;
    private final KnownCheckpoints known;
    private final Findings findings;
    private long matched;
    private boolean isBroken;
    private boolean isDerived = true;

    SignedRoots(LeafWalk walk, KnownCheckpoints known, Findings findings) {
        this.walk = walk;
        this.known = known;
        this.findings = findings;
    }

    /** Walks up to a stored checkpoint, past the known ones before it. */
    void compare(Checkpoint stored) throws SQLException {
        passKnown(stored.size());
        walk.to(stored.size());
        if (!leads(stored) && !isBroken) {
            isBroken = true;
            findings.add(SealFinding.of(kind(), matched, stored.size()));
        }
        matched = isBroken ? matched : stored.size();
    }

    /** Walks to the end, and says whether the events lead to the root that was signed last. */
    boolean end(long size) throws SQLException {
        passKnown(size);
        walk.to(size);
        walk.finish();
        return isDerived;
    }

    private void passKnown(long size) throws SQLException {
        for (KnownCheckpoints.Held held = known.next(size); held != null; held = known.next(size)) {
            walk.to(held.checkpoint().size());
            if (leads(held.checkpoint())) {
                matched = isBroken ? matched : held.checkpoint().size();
            } else {
                known.contradicted(held, kind(), matched, findings);
            }
        }
    }

    private boolean leads(Checkpoint signed) {
        isDerived = signed.root().equals(walk.derivedRoot());
        return signed.root().equals(walk.storedRoot());
    }

    private Kind kind() {
        return isDerived ? Kind.TILE_FORGED : Kind.REWRITTEN;
    }
}
