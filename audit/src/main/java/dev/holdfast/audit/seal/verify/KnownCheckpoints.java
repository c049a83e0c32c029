package dev.holdfast.audit.seal.verify;

import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.restore.KnownCheckpoint;
import dev.holdfast.audit.seal.verify.SealFinding.Kind;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What others hold of the log, by size: each of them is named once, with the first thing that the log contradicts. */
final class KnownCheckpoints {
    private final Deque<Held> ahead = new ArrayDeque<>();
    private final Set<@Nullable String> contradicted = new HashSet<>();

    /** A checkpoint, and who holds it; null when nobody said. */
    record Held(@Nullable String source, Checkpoint checkpoint) {}

    private KnownCheckpoints(Stream<Held> known) {
        known.sorted(Comparator.comparingLong(held -> held.checkpoint().size())).forEach(ahead::add);
    }

    static KnownCheckpoints of(List<KnownCheckpoint> known) {
        return new KnownCheckpoints(known.stream()
                .map(one -> new Held(one.source(), one.checkpoint().checkpoint())));
    }

    static KnownCheckpoints unnamed(List<SignedCheckpoint> known) {
        return new KnownCheckpoints(known.stream().map(signed -> new Held(null, signed.checkpoint())));
    }

    /** Leaves out what a declared restore lost. */
    void excuse(List<DeclaredRestore> restores) {
        ahead.removeIf(
                held -> DeclaredRestore.excusing(restores, held.checkpoint()).isPresent());
    }

    /** Finds what is larger than the log, or of an epoch that it has not come to. */
    void findAhead(int epoch, long size, Findings findings) {
        for (Held held : ahead) {
            long until = held.checkpoint().size();
            if (until > size || held.checkpoint().epoch() > epoch) {
                findings.add(new SealFinding(Kind.TAIL_CUT, null, size, Math.max(size, until), held.source()));
            }
        }
    }

    /** The next one of at most a size, or null. */
    @Nullable
    Held next(long size) {
        return ahead.isEmpty() || ahead.peek().checkpoint().size() > size ? null : ahead.poll();
    }

    void contradicted(Held held, Kind kind, long matched, Findings findings) {
        if (contradicted.add(held.source())) {
            findings.add(new SealFinding(kind, null, matched, held.checkpoint().size(), held.source()));
        }
    }
}
