package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.audit.anchor.AnchorException;
import dev.holdfast.audit.anchor.AnchorResult;
import dev.holdfast.audit.anchor.AnchorResult.Contradicted;
import dev.holdfast.audit.anchor.CheckpointAnchor;
import dev.holdfast.audit.anchor.Growth;
import dev.holdfast.audit.seal.note.DeclaredRestore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An anchor in a bucket of an object store that writes each object once: one signed note an object, numbered from 1. A
 * directory stands in for the bucket, a hard link for the conditional write. Thread-safe.
 *
 * @param bucket the directory
 * @param key the log's public key
 */
record BucketAnchor(Path bucket, NoteKey key) implements CheckpointAnchor {
    @Override
    public String name() {
        return "bucket";
    }

    @Override
    public Optional<SignedCheckpoint> newest(long maxSize) {
        return newest(notes(), maxSize);
    }

    @Override
    public AnchorResult publish(Growth growth) {
        while (true) {
            List<String> notes = notes();
            Optional<Contradicted> refusal = growth.refusal(maxSize -> newest(notes, maxSize));
            if (refusal.isPresent()) {
                return refusal.get();
            }
            Optional<SignedCheckpoint> held = newest(notes, Long.MAX_VALUE);
            if (held.filter(same -> same.checkpoint().equals(growth.checkpoint().checkpoint()))
                    .isPresent()) {
                return new AnchorResult.Held(held.get());
            }
            if (putAll(notes.size(), growth, held)) {
                return new AnchorResult.Held(growth.checkpoint());
            }
        }
    }

    /** False when another node took the next number: then what it wrote is judged first. */
    private boolean putAll(int last, Growth growth, Optional<SignedCheckpoint> held) {
        int epoch = held.map(checkpoint -> checkpoint.checkpoint().epoch()).orElse(0);
        List<String> objects = new ArrayList<>();
        growth.restores().stream()
                .filter(restore -> restore.epoch() > epoch)
                .map(DeclaredRestore::note)
                .forEach(objects::add);
        objects.add(growth.checkpoint().note());
        int number = last;
        for (String object : objects) {
            number++;
            if (!putIfAbsent(String.valueOf(number), object)) {
                return false;
            }
        }
        return true;
    }

    private boolean putIfAbsent(String name, String text) {
        try {
            Path upload = Files.createTempFile(bucket, "upload", null);
            try {
                Files.writeString(upload, text);
                Files.createLink(bucket.resolve(name), upload);
                return true;
            } catch (FileAlreadyExistsException taken) {
                return false;
            } finally {
                Files.delete(upload);
            }
        } catch (IOException e) {
            throw new AnchorException(name(), "could not be written to", e);
        }
    }

    /** Read to the first number that is not taken. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        try {
            for (Path next = bucket.resolve("1");
                    Files.exists(next);
                    next = bucket.resolve(String.valueOf(notes.size() + 1))) {
                notes.add(Files.readString(next));
            }
            return notes;
        } catch (IOException e) {
            throw new AnchorException(name(), "could not be read", e);
        }
    }

    private Optional<SignedCheckpoint> newest(List<String> notes, long maxSize) {
        for (int i = notes.size() - 1; i >= 0; i--) {
            Optional<SignedCheckpoint> open = SignedCheckpoint.open(notes.get(i), key);
            if (open.isEmpty() && DeclaredRestore.open(notes.get(i), key).isEmpty()) {
                throw new AnchorException(name(), "must hold notes of " + key.name() + " alone, not " + (i + 1), null);
            }
            if (open.filter(checkpoint -> checkpoint.checkpoint().size() <= maxSize)
                    .isPresent()) {
                return open;
            }
        }
        return Optional.empty();
    }
}
