package dev.holdfast.examples.zekka.step;

import dev.holdfast.examples.zekka.app.Schema;
import dev.holdfast.examples.zekka.step.Transcript.Deviation;
import dev.holdfast.migration.MarkEvidence;
import dev.holdfast.migration.MarkResult;
import dev.holdfast.migration.MigrationSet;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.record.RunRecord.Kind;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.Outcome;
import dev.holdfast.migration.record.RunRecord.Result;
import dev.holdfast.migration.script.ScriptFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Enters 001 into the history, since everything it creates is there; 002 not, since nothing of it is. */
public final class MarkAsRun implements Step<Host> {
    @Override
    public String title() {
        return "Mark 001 as run: on evidence";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        if (!(mark(host, "002") instanceof MarkResult.Refused refused)) {
            throw new Deviation("002 must not be marked as run: none of its tables is there");
        }
        transcript.refused("mark 002 as run", "has not run as a whole", Transcript.shortened(refused.message()));
        MarkResult marked = mark(host, "001");
        transcript.expect("mark 001 as run", new MarkResult.Marked("001", MarkEvidence.objectsExist()), marked);
        transcript.because("marking without a look believes whoever asks; here each table and index is looked up");
        transcript.expect(
                "applied",
                List.of("001"),
                host.migrations().status().of(MigrationSet.HOST).in(State.APPLIED));
        transcript.expect(
                "pending",
                List.of("002", "003"),
                host.migrations().status().of(MigrationSet.HOST).in(State.PENDING));
    }

    private static MarkResult mark(Host host, String version) {
        return host.recorded(
                Kind.MARK_AS_RUN,
                migrations -> migrations.markAsRun(version, MarkEvidence.objectsExist()),
                (recording, result) -> result.fold(
                        done -> {
                            recording.migration(marked(Schema.file("001_initial_schema.sql")));
                            return Outcome.success();
                        },
                        refused -> new Outcome(false, Optional.empty(), refused.message())));
    }

    private static MigrationRun marked(ScriptFile file) {
        return new MigrationRun(
                MigrationSet.HOST,
                "001",
                "initial schema",
                file.fileName(),
                new UndoPair(file, Optional.empty()).upSha256(),
                Result.MARKED,
                Duration.ZERO,
                1,
                List.of(),
                Optional.empty(),
                List.of());
    }
}
