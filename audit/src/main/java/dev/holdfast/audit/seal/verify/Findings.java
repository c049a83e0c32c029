package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.tree.TreeHash;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

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
        if (found.size() < MAX) {
            leaves.put(finding, new Leaf(stored, derived));
        }
        add(finding);
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

    /** The sealed events that are not in the log, by month: archived, or deleted. Memory grows by the months alone. */
    static final class MissingEvents {
        private static final int TIME_SHIFT = 16;

        private final Map<YearMonth, Month> months = new TreeMap<>();

        /** The missing events of one month, the first of them by name. */
        static final class Month {
            private final YearMonth month;
            private final List<SealFinding> named = new ArrayList<>();
            private long first = -1;
            private long until;
            private long events;

            private Month(YearMonth month) {
                this.month = month;
            }

            YearMonth month() {
                return month;
            }

            long events() {
                return events;
            }

            /** What the log holds of them is forged. */
            SealFinding forged() {
                return SealFinding.of(Kind.ARCHIVE_FORGED, first, until);
            }

            /** They are gone, and nothing excuses it. */
            void accuse(Findings findings) {
                named.forEach(findings::add);
            }

            private void add(UUID event, long leaf) {
                first = first < 0 ? leaf : first;
                until = leaf + 1;
                events++;
                if (named.size() <= Findings.MAX) {
                    named.add(SealFinding.of(Kind.DELETED, event, leaf));
                }
            }
        }

        void add(UUID event, long leaf) {
            months.computeIfAbsent(monthOf(event), Month::new).add(event, leaf);
        }

        Collection<Month> months() {
            return months.values();
        }

        /** Whatever the entry of a leaf says: one that was forged may name no event at all. */
        private static YearMonth monthOf(UUID event) {
            return YearMonth.from(Instant.ofEpochMilli(event.getMostSignificantBits() >>> TIME_SHIFT)
                    .atOffset(ZoneOffset.UTC));
        }
    }
}
