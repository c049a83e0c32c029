package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.anchor.AnchorReport;
import dev.holdfast.audit.anchor.AuditAnchors;
import dev.holdfast.audit.anchor.PublishResult;
import dev.holdfast.audit.anchor.file.FileAnchor;
import dev.holdfast.audit.anchor.witness.WitnessAnchor;
import dev.holdfast.audit.anchor.witness.WitnessPolicy;
import dev.holdfast.audit.seal.note.NoteKey;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import dev.holdfast.examples.markenmate.outside.SecondDatabase;
import dev.holdfast.examples.markenmate.outside.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The log's anchors with other people: a second database, and a witness whose cosignatures are kept in a file.
 *
 * @param database the second database
 * @param witness the witness
 * @param cosigned the file of what the witness cosigned, since a witness hands nothing out
 * @param key the log's public key
 */
record Elsewhere(SecondDatabase database, Witness witness, Path cosigned, NoteKey key) implements AutoCloseable {
    static final String WITNESS = "witness.library-union.example";

    static Elsewhere open(Host host) {
        NoteKey key = host.application().logKeeping().key();
        String name = host.text("SELECT current_database()") + "_anchors";
        return new Elsewhere(
                SecondDatabase.create(host.database(), name),
                Witness.start(WITNESS, key, host.application().clock()),
                host.archiveDirectory().resolve("cosigned"),
                key);
    }

    AuditAnchors anchors(LogKeeping keeping) {
        return keeping.anchors(List.of(database.anchor(key), witnessAnchor()));
    }

    private WitnessAnchor witnessAnchor() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        WitnessPolicy policy = WitnessPolicy.of(witness.address(), witness.key());
        return WitnessAnchor.of(client, policy, FileAnchor.of("cosigned", cosigned, key));
    }

    /** Whether the newest checkpoint that is kept has the witness's signature under the log's. */
    boolean isCosigned() {
        return witnessAnchor()
                .newest(Long.MAX_VALUE)
                .filter(kept -> kept.note().contains("\n\u2014 " + WITNESS + " "))
                .isPresent();
    }

    /** The file of what the witness cosigned is gone. */
    void loseCosigned() {
        try {
            boolean unused = Files.deleteIfExists(cosigned);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How each anchor stands to what was published. */
    static String said(PublishResult published) {
        return published.fold(
                all -> states(all.anchors()),
                some -> states(some.anchors()),
                against -> states(against.anchors()),
                () -> "nothing is sealed");
    }

    private static String states(List<AnchorReport> reports) {
        return reports.stream()
                .map(report -> report.anchor() + " " + report.state())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        witness.close();
        database.close();
        loseCosigned();
    }
}
