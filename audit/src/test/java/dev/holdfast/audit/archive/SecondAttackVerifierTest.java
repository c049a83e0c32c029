package dev.holdfast.audit.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.archive.AttackMatrixTest.Attack;
import dev.holdfast.audit.seal.note.SignedCheckpoint;
import dev.holdfast.audit.seal.proof.ProofResult;
import dev.holdfast.audit.seal.proof.ProofResult.Included;
import dev.holdfast.audit.seal.proof.ProofVerifier;
import dev.holdfast.audit.seal.proof.PythonVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a log hands out to a stranger after each attack: the two verifiers judge it alike, and what they take for proven is
 * what was sealed.
 */
@Tag("tools")
class SecondAttackVerifierTest {
    /** Those after which everything that is handed out is true: less of it, or of an earlier log, as only an anchor tells. */
    private static final Set<Attack> NOTHING_FALSE = EnumSet.of(
            Attack.LIVE_EVENT_DELETED,
            Attack.LIVE_EVENT_INSERTED,
            Attack.LIVE_LEAF_ENTRY_GONE,
            Attack.LIVE_MONTH_DETACHED,
            Attack.OLD_EVENT_DELETED,
            Attack.EVENT_BACKDATED_INTO_AN_OLD_MONTH,
            Attack.OLD_LEAF_ENTRY_GONE,
            Attack.CHECKPOINT_GONE,
            Attack.CHECKPOINT_OF_ANOTHER_SIZE,
            Attack.TAIL_CUT_OFF,
            Attack.LOG_DELETED,
            Attack.BACKUP_PUT_BACK);

    @TempDir
    private Path folder;

    private AttackedLog log;
    private SignedCheckpoint older;

    @BeforeEach
    void fill() throws SQLException {
        log = new AttackedLog(folder);
        log.publish();
        log.grow(20);
        log.publish();
        log.backUp("older");
        older = log.newest();
        log.grow(20);
        log.publish();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void verify_whatAnAttackedLogHandsOut_isJudgedAlikeAndProvesWhatWasSealed() throws Exception {
        ProofVerifier verifier = new ProofVerifier(log.fixture().signer().key());
        List<String> arguments =
                new ArrayList<>(List.of(log.fixture().signer().key().toString()));
        List<String> expected = new ArrayList<>();
        List<ProofResult> untouched =
                judged("UNTOUCHED", log.handedOut("select 1", older), verifier, arguments, expected);
        assertThat(untouched).hasSize(3).noneMatch(ProofResult.Invalid.class::isInstance);
        for (Attack attack : Attack.values()) {
            List<ProofResult> results =
                    judged(attack.name(), log.handedOut(attack.present(), older), verifier, arguments, expected);
            assertThat(results)
                    .filteredOn(Included.class::isInstance)
                    .extracting(result -> ((Included) result).event())
                    .as("%s", attack)
                    .allMatch(event -> untouched.stream()
                            .filter(Included.class::isInstance)
                            .anyMatch(before -> ((Included) before).event().equals(event)));
            assertThat(results.stream().anyMatch(ProofResult.Invalid.class::isInstance))
                    .as("%s shows in what is handed out", attack)
                    .isEqualTo(!NOTHING_FALSE.contains(attack));
        }
        assertThat(PythonVerifier.proofs(folder, arguments)).isEqualTo(expected);
    }

    private List<ProofResult> judged(
            String name, List<String> proofs, ProofVerifier verifier, List<String> arguments, List<String> expected)
            throws Exception {
        List<ProofResult> results = new ArrayList<>();
        for (String proof : proofs) {
            Path file = Files.writeString(folder.resolve(name + "-" + results.size()), proof);
            ProofResult result = verifier.verify(proof);
            arguments.add(file.toString());
            expected.add(file + ": " + PythonVerifier.said(result));
            results.add(result);
        }
        return results;
    }
}
