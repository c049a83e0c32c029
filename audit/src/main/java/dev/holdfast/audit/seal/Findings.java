package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.SealFinding.Kind;
import dev.holdfast.audit.seal.tree.TreeHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a verification found so far; bounded, since a log can be wrong in every row. */
final class Findings {
    static final int MAX = 100;

    private final List<SealFinding> found = new ArrayList<>();
    private final Map<SealFinding, Leaf> leaves = new HashMap<>();
    private boolean isComplete = true;

    /** The hash that a leaf should have, and the one its event has. */
    private record Leaf(TreeHash stored, TreeHash derived) {}

    void add(SealFinding finding) {
        if (found.size() < MAX) {
            found.add(finding);
        } else {
            isComplete = false;
        }
    }

    /** Notes an event whose hash is another than its leaf's; what that means is known at the end. */
    void addChanged(SealFinding finding, TreeHash stored, TreeHash derived) {
        add(finding);
        if (found.size() < MAX) {
            leaves.put(finding, new Leaf(stored, derived));
        }
    }

    /** Adds all of these to others. */
    void moveTo(Findings others) {
        found.forEach(others::add);
        others.isComplete &= isComplete;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Names what only the whole shows: hashes that were forged under intact events, and events that changed places. */
    SealVerdict.Broken verdict(boolean eventsLeadToTheRoot) {
        List<SealFinding> named = found.stream()
                .map(finding -> named(finding, eventsLeadToTheRoot))
                .toList();
        return new SealVerdict.Broken(named, isComplete);
    }

    private SealFinding named(SealFinding finding, boolean eventsLeadToTheRoot) {
        Leaf leaf = leaves.get(finding);
        if (leaf == null) {
            return finding;
        }
        if (eventsLeadToTheRoot) {
            return SealFinding.of(Kind.TILE_FORGED, finding.from(), finding.until());
        }
        boolean isElsewhere = leaves.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(finding)
                        && other.getValue().stored().equals(leaf.derived()));
        return isElsewhere
                ? new SealFinding(Kind.REORDERED, finding.event(), finding.from(), finding.until())
                : finding;
    }
}
