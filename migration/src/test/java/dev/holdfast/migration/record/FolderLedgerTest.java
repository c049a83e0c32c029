package dev.holdfast.migration.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.migration.record.ChainCheck.Broken;
import dev.holdfast.migration.record.ChainCheck.Intact;
import dev.holdfast.migration.record.ChainCheck.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLedgerTest extends RunLedgerContract {
    @TempDir
    Path folders;

    private int made;

    @Override
    protected RunLedger emptyLedger() {
        return RunLedger.folder(folders.resolve("runs/" + made++));
    }

    /** What is done to the files of a ledger behind its back. */
    @Nested
    class TamperedFiles {
        private Path folder;
        private RunLedger ledger;
        private final List<Kept> kept = new ArrayList<>();

        @BeforeEach
        void keepFour() {
            folder = folders.resolve("tampered");
            ledger = RunLedger.folder(folder);
            for (int number = 1; number <= 4; number++) {
                kept.add(ledger.append(SampleRuns.small(number)));
            }
        }

        @Test
        void append_files_areNamedByNumberKindAndId() throws IOException {
            assertThat(records())
                    .extracting(file -> file.getFileName().toString())
                    .startsWith("00000001-migrate-" + SampleRuns.id(1) + ".json")
                    .hasSize(4);
            assertThat(Files.readString(file(1)))
                    .endsWith("\"sha256\":\"" + kept.get(0).hash() + "\"}\n");
        }

        /** Every byte of a file counts, the end of its line as well. */
        @Test
        void verify_anyByteChanged_isBrokenThere() throws IOException {
            byte[] bytes = Files.readAllBytes(file(2));
            for (int at = 0; at < bytes.length; at++) {
                byte[] changed = bytes.clone();
                changed[at] ^= 1;
                Files.write(file(2), changed);

                assertThat(broken(ledger.verify()))
                        .as("byte %d", at)
                        .extracting(Broken::sequence, Broken::place)
                        .containsExactly(2L, name(2));
            }
            Files.write(file(2), bytes);
            assertThat(ledger.verify()).isInstanceOf(Intact.class);
        }

        @Test
        void verify_changedRecordWithAHashOfItsOwn_breaksAtTheNext() throws IOException {
            ChainHead first = kept.get(0).head();
            RunRecord other =
                    SampleRuns.run(SampleRuns.id(2), RunRecord.Kind.MIGRATE, RunRecord.Outcome.success(), List.of());
            Files.writeString(file(2), Kept.document(first, other) + "\n");

            assertThat(broken(ledger.verify()))
                    .extracting(Broken::sequence, Broken::reason)
                    .containsExactly(3L, Reason.UNLINKED);
        }

        @Test
        void verify_fileRemoved_namesTheMissingRecord() throws IOException {
            Files.delete(file(2));

            assertThat(broken(ledger.verify()))
                    .extracting(Broken::sequence, Broken::place, Broken::reason)
                    .containsExactly(2L, name(3), Reason.MISSING);
            assertThatThrownBy(ledger::read)
                    .isInstanceOf(RunLedgerException.class)
                    .hasMessageContaining("record 2 before it is missing");
        }

        @Test
        void verify_firstFileRemoved_namesIt() throws IOException {
            Files.delete(file(1));

            assertThat(broken(ledger.verify()).sequence()).isEqualTo(1);
        }

        @Test
        void verify_contentsSwapped_namesTheFirstOfThem() throws IOException {
            String second = Files.readString(file(2));
            Files.writeString(file(2), Files.readString(file(3)));
            Files.writeString(file(3), second);

            assertThat(broken(ledger.verify()))
                    .extracting(Broken::sequence, Broken::reason)
                    .containsExactly(2L, Reason.MOVED);
        }

        @Test
        void verify_namesSwapped_namesTheFirstOfThem() throws IOException {
            Files.move(file(2), folder.resolve("kept"));
            Files.move(folder.resolve(name(3)), folder.resolve(name(3).replace("00000003", "00000002")));
            Files.move(folder.resolve("kept"), folder.resolve(name(2, "00000003")));

            assertThat(broken(ledger.verify()))
                    .extracting(Broken::sequence, Broken::reason)
                    .containsExactly(2L, Reason.MOVED);
        }

        @Test
        void verify_nameOfAnotherKind_isMoved() throws IOException {
            Files.move(file(4), folder.resolve(name(4).replace("migrate", "rehearse")));

            assertThat(broken(ledger.verify()).reason()).isEqualTo(Reason.MOVED);
        }

        @Test
        void verify_numberTwice_isBroken() throws IOException {
            Files.copy(file(2), folder.resolve(name(2).replace("migrate", "plan")));

            assertThat(broken(ledger.verify()))
                    .extracting(Broken::sequence, Broken::reason)
                    .containsExactly(2L, Reason.TWICE);
        }

        @Test
        void verify_tailRemoved_isFoundByThePinAlone() throws IOException {
            Files.delete(file(4));
            Files.delete(file(3));

            assertThat(ledger.verify()).isInstanceOf(Intact.class);
            assertThat(broken(ledger.verify(kept.get(3).head())))
                    .extracting(Broken::sequence, Broken::reason)
                    .containsExactly(3L, Reason.CUT_OFF);
        }

        @Test
        void verify_tailRemovedAndWrittenAnew_isFoundByThePinAlone() throws IOException {
            Files.delete(file(4));
            assertThat(ledger.append(SampleRuns.small(99)).sequence()).isEqualTo(4);

            assertThat(ledger.verify()).isInstanceOf(Intact.class);
            assertThat(broken(ledger.verify(ChainHead.parse(kept.get(3).head().toString())))
                            .reason())
                    .isEqualTo(Reason.NOT_PINNED);
        }

        @Test
        void verify_lastFileCut_isBrokenAndNothingFollowsIt() throws IOException {
            Files.writeString(file(4), Files.readString(file(4)).substring(0, 100));

            assertThat(broken(ledger.verify()))
                    .extracting(Broken::sequence, Broken::reason)
                    .containsExactly(4L, Reason.CHANGED);
            assertThatThrownBy(() -> ledger.append(SampleRuns.small(5)))
                    .isInstanceOf(RunLedgerException.class)
                    .hasMessageContaining(name(4))
                    .hasMessageContaining("begin a new one");
        }

        @Test
        void verify_tornTemporaryFile_isIgnoredAndNamed() throws IOException {
            Files.writeString(folder.resolve("00000005-migrate-x.json.tmp"), "{\"sequence\":5,");

            assertThat(ledger.verify())
                    .isEqualTo(new Intact(kept.get(3).head(), List.of("00000005-migrate-x.json.tmp")));
            assertThat(ledger.append(SampleRuns.small(5)).sequence()).isEqualTo(5);
        }

        private List<Path> records() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList();
            }
        }

        private Path file(int number) throws IOException {
            return folder.resolve(name(number));
        }

        private String name(int number) {
            return RunFiles.name(kept.get(number - 1));
        }

        private String name(int number, String otherNumber) {
            return otherNumber + name(number).substring(8);
        }
    }

    @Test
    void append_placeIsNoFolder_namesThePlace() throws IOException {
        Path file = Files.createFile(folders.resolve("file"));

        assertThatThrownBy(() -> RunLedger.folder(file).append(SampleRuns.small(1)))
                .isInstanceOf(RunLedgerException.class)
                .hasMessageContaining(file.toString());
    }

    private static Broken broken(ChainCheck check) {
        assertThat(check).isInstanceOf(Broken.class);
        return (Broken) check;
    }
}
