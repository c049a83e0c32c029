package dev.holdfast.audit.anchor;

import dev.holdfast.audit.seal.note.Checkpoint;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.tree.MissingTileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of an anchor's checkpoints bears on the log: the newest one, and when the log does not hold that, the newest
 * one that it does. Who holds a tree of one size holds all smaller ones, so halving finds it in few questions.
 */
final class KeptSearch {
    private final @Nullable Growth log;

    KeptSearch(Optional<Growth> log) {
        this.log = log.orElse(null);
    }

    List<SignedCheckpoint> of(CheckpointAnchor anchor) {
        List<SignedCheckpoint> found = new ArrayList<>();
        Optional<SignedCheckpoint> newest = anchor.newest(Long.MAX_VALUE);
        newest.ifPresent(found::add);
        Growth growth = log;
        if (newest.isEmpty() || growth == null || keeps(growth, newest.get())) {
            return found;
        }
        long size = growth.checkpoint().checkpoint().size();
        // Between what is kept at least and what is lost at most.
        long kept = -1;
        long limit = Math.min(newest.get().checkpoint().size() - 1, size);
        for (long at = limit; kept < at; at = kept + (limit - kept + 1) / 2) {
            Optional<SignedCheckpoint> held = anchor.newest(at);
            if (held.isEmpty() || held.get().checkpoint().size() <= kept) {
                kept = at;
            } else if (keeps(growth, held.get())) {
                found.add(held.get());
                kept = at;
            } else {
                found.add(held.get());
                limit = held.get().checkpoint().size() - 1;
            }
        }
        return found;
    }

    private static boolean keeps(Growth growth, SignedCheckpoint held) {
        Checkpoint now = growth.checkpoint().checkpoint();
        Checkpoint then = held.checkpoint();
        if (then.epoch() > now.epoch() || then.size() > now.size()) {
            return false;
        }
        try {
            return growth.since(then.size()).leads(then.root(), now.root());
        } catch (MissingTileException tampered) {
            return false;
        }
    }
}
