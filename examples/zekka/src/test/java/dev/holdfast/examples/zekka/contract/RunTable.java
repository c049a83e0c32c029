package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.record.ChainCheck;
import dev.holdfast.migration.record.ChainCheck.Broken;
import dev.holdfast.migration.record.ChainCheck.Intact;
import dev.holdfast.migration.record.ChainCheck.Reason;
import dev.holdfast.migration.record.ChainHead;
import dev.holdfast.migration.record.Kept;
import dev.holdfast.migration.record.RunLedger;
import dev.holdfast.migration.record.RunLedgerException;
import dev.holdfast.migration.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Run records in a table, a chain for each environment. Thread-safe.
 *
 * @param transactions owns the transactions
 * @param environment whose runs
 */
record RunTable(TransactionRunner transactions, String environment) implements RunLedger {
    static final String DDL = "CREATE TABLE zekka_run (environment text, sequence bigint, document text NOT NULL,"
            + " PRIMARY KEY (environment, sequence))";

    @Override
    public Kept append(RunRecord run) {
        return transactions.call(tx -> {
            // One after the other: each record names the one before.
            tx.execute("LOCK TABLE zekka_run IN EXCLUSIVE MODE");
            Walk walk = walk(tx, ChainHead.NONE);
            String document = Kept.document(walk.requireIntact().head, run);
            Kept kept = Kept.read(document);
            tx.execute("INSERT INTO zekka_run VALUES (?, ?, ?)", environment, kept.sequence(), document);
            return kept;
        });
    }

    @Override
    public List<Kept> read() {
        return List.copyOf(transactions.call(tx -> walk(tx, ChainHead.NONE)).requireIntact().records);
    }

    @Override
    public ChainCheck verify(ChainHead pinned) {
        Walk walk = transactions.call(tx -> walk(tx, pinned));
        return walk.broken.<ChainCheck>map(broken -> broken).orElseGet(() -> new Intact(walk.head, List.of()));
    }

    private Walk walk(DSLContext tx, ChainHead pinned) {
        Walk walk = new Walk(pinned);
        tx.fetch("SELECT document FROM zekka_run WHERE environment = ? ORDER BY sequence", environment)
                .getValues(0, String.class)
                .forEach(walk::step);
        walk.end();
        return walk;
    }

    /** One pass over the chain, up to the first place at which it does not hold. */
    private static final class Walk {
        private final ChainHead pinned;
        private final List<Kept> records = new ArrayList<>();
        private ChainHead head = ChainHead.NONE;
        private Optional<Broken> broken = Optional.empty();

        Walk(ChainHead pinned) {
            this.pinned = pinned;
        }

        void step(String document) {
            if (broken.isPresent()) {
                return;
            }
            try {
                Kept kept = Kept.read(document);
                if (!kept.previous().equals(head.hash()) || kept.sequence() != head.sequence() + 1) {
                    breaks(Reason.UNLINKED);
                } else if (kept.sequence() == pinned.sequence() && !kept.head().equals(pinned)) {
                    breaks(Reason.NOT_PINNED);
                } else {
                    head = kept.head();
                    records.add(kept);
                }
            } catch (IllegalArgumentException notWhatWasKept) {
                breaks(Reason.CHANGED);
            }
        }

        void end() {
            if (broken.isEmpty() && head.sequence() < pinned.sequence()) {
                breaks(Reason.CUT_OFF);
            }
        }

        Walk requireIntact() {
            if (broken.isPresent()) {
                throw new RunLedgerException(broken.get().message(), null);
            }
            return this;
        }

        private void breaks(Reason reason) {
            long place = head.sequence() + 1;
            broken = Optional.of(new Broken(
                    place,
                    "row " + place,
                    reason,
                    "the chain of runs breaks at row " + place + " (" + reason
                            + "): keep the table as it is and begin another"));
        }
    }
}
