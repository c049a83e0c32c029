package dev.holdfast.migration.rehearse;

import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.rehearse.result.MigrationRehearsal;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.undo.ProvingResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The undo proofs of one source that a rehearsal in a clone has made on its way. */
final class ScratchProofs {
    private final String source;

    ScratchProofs(String source) {
        this.source = source;
    }

    ProvingResult of(RehearsalResult result) {
        return result.fold(
                rehearsed -> of(rehearsed.report(), Optional.empty()),
                refused -> new ProvingResult(List.of(), Optional.of(refused.message())),
                failed -> of(
                        failed.report(),
                        Optional.of("migration " + failed.at().migration().title() + " line "
                                + failed.at().line() + ": " + failed.message())));
    }

    private ProvingResult of(RehearsalReport report, Optional<String> failed) {
        List<UndoProof> proofs = attempts(report)
                .flatMap(migration -> migration.attempt().orElseThrow().proof().stream())
                .toList();
        Optional<String> notProven = attempts(report)
                .filter(migration -> migration.attempt().orElseThrow().proof().isEmpty())
                .findFirst()
                .map(migration -> "undo of " + migration.candidate().title() + " could not be tried: "
                        + String.join(
                                "; ", migration.attempt().orElseThrow().run().differences()));
        return new ProvingResult(proofs, failed.or(() -> notProven));
    }

    private Stream<MigrationRehearsal> attempts(RehearsalReport report) {
        return report.migrations().stream()
                .filter(migration -> migration.candidate().source().equals(source))
                .filter(migration -> migration.attempt().isPresent());
    }
}
