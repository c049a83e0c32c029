package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.archive.ArchiveResult.Moved;
import dev.holdfast.audit.archive.ArchiveState;
import dev.holdfast.audit.archive.format.ArchiveSource;
import dev.holdfast.audit.archive.format.ArchiveVerdict;
import dev.holdfast.audit.archive.format.ArchiveVerifier;
import dev.holdfast.audit.archive.store.ArchiveStore;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;

/** Checks the archives as a stranger would, from files and key alone; then brings a month back. */
public final class CheckArchive implements Step {
    @Override
    public String title() {
        return "Check the archives without the database, and bring a month back";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        OldMonths months = OldMonths.of(host);
        ArchiveStore store = ArchiveStore.directory(host.archiveDirectory());
        NoteKey key = NoteKey.parse(keeping.key().toString())
                .orElseThrow(() -> new Deviation("the log's public key must survive being printed"));
        transcript.expect(
                "archive of " + months.older() + ", by its files and the key",
                "intact, events: " + (OldMonths.EVENTS + 1),
                verdict(key, store, store, months.older()));
        transcript.expect(
                "archive of " + months.younger(),
                "intact, events: " + OldMonths.EVENTS,
                verdict(key, store, store, months.younger()));
        transcript.refused(
                "the same with one bit of its events turned",
                "FILE_CHANGED",
                verdict(key, store, name -> turned(store, name), months.younger()));

        long unused = SealLog.seal(host);
        long archived = 2 * OldMonths.EVENTS + 1;
        transcript.expect("verdict on the log", "Sealed, in archives: " + archived, SealLog.verdict(host));
        transcript.expect(
                "brought back",
                new Moved(months.older(), ArchiveState.RETURNED),
                keeping.archive(store).bringBack(months.older()));
        transcript.expect("its events, each column as it was", host.archivedRows(), months.hashOfOlder(host));
        long more = SealLog.seal(host);
        transcript.found("recorded and sealed since: %d event, that a month was brought back", more);
        transcript.expect("verdict on the log", "Sealed, in archives: " + OldMonths.EVENTS, SealLog.verdict(host));
        transcript.expect(
                "a run of the archive leaves it",
                List.of(),
                keeping.archive(store).run());
        transcript.expect("protection open", List.of(), HardenLog.open(host));
    }

    private static String verdict(NoteKey key, ArchiveStore store, ArchiveSource files, YearMonth month) {
        try {
            String manifest = store.list().stream()
                    .filter(name -> name.contains(month.toString()) && name.endsWith(".manifest"))
                    .findFirst()
                    .orElseThrow(() -> new Deviation("the store must hold a manifest of " + month));
            ArchiveVerdict verdict =
                    new ArchiveVerifier(key).verify(new String(bytes(store, manifest), StandardCharsets.UTF_8), files);
            return verdict.fold(
                    intact -> "intact, events: " + intact.leaves().events(), (reason, file) -> reason.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream turned(ArchiveStore store, String name) throws IOException {
        byte[] bytes = bytes(store, name);
        if (name.endsWith(".gz")) {
            bytes[bytes.length / 2] ^= 1;
        }
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] bytes(ArchiveStore store, String name) throws IOException {
        try (InputStream in = store.read(name)) {
            return in.readAllBytes();
        }
    }
}
