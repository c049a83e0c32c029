package dev.holdfast.audit.seal;

import dev.holdfast.audit.seal.SealFinding.Kind;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The sealed events that are not in the log, by month: archived, or deleted. Memory grows by the months alone. */
final class MissingEvents {
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
