package dev.holdfast.migration.undo;

import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.history.FlywayChecksum;
import dev.holdfast.migration.history.HistoryRow;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.proof.UndoPair;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoVerdict.Differs;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.snapshot.rows.RowFingerprint;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.undo.UndoRefusal.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides whether a migration of the host may be taken back: only as it was proven, and no row lost that is not backed up.
 * What Holdfast's own modules take back is proven by their tests.
 */
public final class UndoGate {
    private static final int SHOWN = 5;

    private final ProofLedger ledger;
    private final UndoTerms terms;

    /**
     * What is about to run.
     *
     * @param migration the name of what it takes back, as the history has it
     * @param up the script that was applied; empty when it is not at hand, was changed since, or is a class
     * @param down the undo
     */
    public record Candidate(String migration, Optional<ScriptFile> up, ScriptFile down) {
        /**
         * The newest applied migration of a source, with its undo.
         *
         * @param source the source
         * @param applied its row in the history
         * @param down the undo
         * @return the candidate
         */
        public static Candidate of(MigrationSource source, HistoryRow applied, ScriptFile down) {
            Optional<ScriptFile> up = source.migrations().stream()
                    .filter(one -> one.version().isPresent()
                            && one.version().equals(applied.version())
                            && FlywayChecksum.of(one).equals(applied.identity().checksum()))
                    .flatMap(one -> one.work().file().stream())
                    .findFirst();
            return new Candidate(applied.script(), up, down);
        }
    }

    /**
     * A gate.
     *
     * @param ledger what is proven
     * @param terms what must hold
     */
    public UndoGate(ProofLedger ledger, UndoTerms terms) {
        this.ledger = ledger;
        this.terms = terms;
    }

    /**
     * Why it may not run.
     *
     * <p><em>Transaction.</em> Joins that of the undo: tables held against their backups stay locked against writers.
     *
     * @param connection inside the undo's transaction
     * @param candidate what is about to run
     * @return the refusal; empty when it may run
     * @throws SQLException when rows cannot be counted
     */
    public Optional<UndoRefusal> refusal(Connection connection, Candidate candidate) throws SQLException {
        Optional<UndoProof> proof = candidate
                .up()
                .map(up -> new UndoPair(up, Optional.of(candidate.down())))
                .flatMap(pair -> ledger.find(pair.upSha256(), pair.downSha256()));
        if (terms.unproven().isEmpty() && !isProven(proof)) {
            return Optional.of(new UndoRefusal(Kind.UNPROVEN, unproven(candidate, proof)));
        }
        if (terms.rowLoss().isPresent()) {
            return Optional.empty();
        }
        List<String> lost = new ArrayList<>(proof.map(UndoProof::verdict)
                .map(verdict -> verdict instanceof Differs differs ? differs.rows() : List.<String>of())
                .orElse(List.of()));
        for (RowLoss loss : RowLosses.in(connection, candidate.down())) {
            if (!isBackedUp(connection, loss)) {
                lost.add(loss.toString());
            }
        }
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(new UndoRefusal(
                        Kind.ROWS_WOULD_BE_LOST,
                        "undo of " + candidate.migration() + " would lose " + shown(lost)
                                + ": name backups of these tables as they are now (withBackup), or allowRowLoss"));
    }

    /** What differs in rows alone is a matter of rows: the catalog is proven. */
    private static boolean isProven(Optional<UndoProof> proof) {
        return proof.map(UndoProof::verdict)
                .filter(verdict -> verdict.isProven()
                        || (verdict instanceof Differs differs
                                && differs.catalog().isEmpty()))
                .isPresent();
    }

    private static String unproven(Candidate candidate, Optional<UndoProof> proof) {
        String must = "undo of " + candidate.migration() + " by "
                + candidate.down().fileName() + " must be proven with exactly these two texts, but ";
        if (candidate.up().isEmpty()) {
            return must + "the migration as it was applied is not at hand: bring its file back, or allowUnproven";
        }
        if (proof.isEmpty()) {
            return must + "no proof is known: run proveUndo before it is applied, or allowUnproven";
        }
        return must + "the proof of " + proof.get().at() + " says '"
                + proof.get().verdict().word() + "': "
                + shown(proof.get().verdict().lines())
                + ": correct the script and prove it, or allowUnproven";
    }

    private static String shown(List<String> lines) {
        String some = lines.stream().limit(SHOWN).collect(Collectors.joining("; "));
        return lines.size() <= SHOWN ? some : some + "; and " + (lines.size() - SHOWN) + " more";
    }

    private boolean isBackedUp(Connection connection, RowLoss loss) throws SQLException {
        if (loss.table().isEmpty()) {
            return false;
        }
        TableName table = loss.table().get();
        for (Backup backup : terms.backups()) {
            if (backup.source().equals(table) && holdsAll(connection, backup.table(), table)) {
                return true;
            }
        }
        return false;
    }

    /** Nobody may write between the comparison and the script: the lock stays until the end of the transaction. */
    private static boolean holdsAll(Connection connection, TableName backup, TableName table) throws SQLException {
        if (!exists(connection, backup)) {
            return false;
        }
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE " + table.sql() + " IN SHARE ROW EXCLUSIVE MODE");
        }
        return RowFingerprint.of(connection, backup).equals(RowFingerprint.of(connection, table));
    }

    private static boolean exists(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, table.sql());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
