package dev.holdfast.migration.undo;

import dev.holdfast.core.Require;
import dev.holdfast.migration.backup.Backup;
import dev.holdfast.migration.record.RunRecord.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * On which terms a migration of the host may be taken back.
 *
 * <p>A value; the strict form is the default. Each loosening says who decided it and why.
 *
 * @param unproven who lets an undo run that was never seen to work, or was seen not to
 * @param rowLoss who lets rows go
 * @param backups backup tables that hold the rows that would be lost
 */
public record UndoTerms(Optional<Allowance> unproven, Optional<Allowance> rowLoss, List<Backup> backups) {
    /** Copies the list. */
    public UndoTerms {
        backups = List.copyOf(backups);
    }

    /**
     * Who allows something, and why.
     *
     * @param by a person, at most 200 characters
     * @param because the reason, at most 1000 characters
     */
    public record Allowance(String by, String because) {
        /**
         * Checks the texts.
         *
         * @throws IllegalArgumentException when one is blank or too long
         */
        public Allowance {
            Require.text("by", by, 200);
            Require.text("because", because, 1000);
        }
    }

    /**
     * Only what is proven, and no row lost.
     *
     * @return the strict terms
     */
    public static UndoTerms strict() {
        return new UndoTerms(Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The same, and an undo without a proof that holds may run.
     *
     * @param by who decides it
     * @param because why
     * @return looser terms
     */
    public UndoTerms allowUnproven(String by, String because) {
        return new UndoTerms(Optional.of(new Allowance(by, because)), rowLoss, backups);
    }

    /**
     * The same, and rows may be lost for good.
     *
     * @param by who decides it
     * @param because why
     * @return looser terms
     */
    public UndoTerms allowRowLoss(String by, String because) {
        return new UndoTerms(unproven, Optional.of(new Allowance(by, because)), backups);
    }

    /**
     * The same, with backups of the tables that lose rows. Each is held against its table before anything runs: it must
     * have every row as it is now.
     *
     * @param more what {@link dev.holdfast.migration.backup.Backups#take} gave
     * @return the terms
     */
    public UndoTerms withBackup(Backup... more) {
        List<Backup> all = new ArrayList<>(backups);
        all.addAll(Arrays.asList(more));
        return new UndoTerms(unproven, rowLoss, all);
    }

    /**
     * What people decided here, for a run's record.
     *
     * @param at when it was decided
     * @return one for each allowance
     */
    public List<Decision> decisions(Instant at) {
        List<Decision> all = new ArrayList<>();
        unproven.ifPresent(who -> all.add(new Decision("undo without proof", who.by(), who.because(), at)));
        rowLoss.ifPresent(who -> all.add(new Decision("rows may be lost", who.by(), who.because(), at)));
        return List.copyOf(all);
    }
}
