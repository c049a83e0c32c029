package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.metric.Ticker;
import dev.holdfast.migration.record.ChainCheck.Intact;
import dev.holdfast.testkit.process.KillPlan;
import dev.holdfast.testkit.process.KillPoint;
import dev.holdfast.testkit.process.KillReport;
import dev.holdfast.testkit.process.Killed;
import dev.holdfast.testkit.race.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it keeps records loses none that it told of, and leaves a chain that goes on. */
class FolderLedgerCrashTest {
    private static final String[] POINTS = {
        "before-write", "half-written", "before-sync", "before-rename", "after-rename", "after-sync"
    };

    /** Keeps records until it is killed, and tells of each. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            RunLedger ledger = new FolderLedger(Path.of(arguments[0]), Ticker.system(), KillPoint::reached);
            for (int number = 0; ; number++) {
                System.out.println(
                        "kept " + ledger.append(SampleRuns.small(number)).head());
            }
        }
    }

    @TempDir
    Path folder;

    @Test
    void append_killedAtEachStep_losesNothingAndGoesOn() {
        int each = Rounds.of(5);
        KillReport report = KillPlan.of(Writer.class, number -> List.of(folder.toString()))
                .at(POINTS)
                .each(each)
                .visits(3)
                .random(Rounds.of(20), Duration.ofMillis(40))
                .run(this::check);
        System.out.print(report);

        for (String point : POINTS) {
            assertThat(report.hits()).containsEntry(point, each);
        }
    }

    private void check(Killed killed) throws IOException {
        RunLedger ledger = RunLedger.folder(folder);
        List<String> told = killed.linesAfter("kept ");
        for (String head : told) {
            assertThat(ledger.verify(ChainHead.parse(head)))
                    .as("told before %s", killed.point())
                    .isInstanceOf(Intact.class);
        }
        Intact intact = (Intact) ledger.verify();
        boolean torn = List.of("half-written", "before-sync", "before-rename").contains(killed.point());
        if (torn) {
            assertThat(intact.leftovers()).hasSize(1);
        }
        for (String leftover : intact.leftovers()) {
            assertThat(leftover).endsWith(".json.tmp");
            Files.delete(folder.resolve(leftover));
        }
        // The next one finds the lock free and the chain ready.
        assertThat(ledger.append(SampleRuns.small(7)).sequence()).isEqualTo(count());
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }
}
