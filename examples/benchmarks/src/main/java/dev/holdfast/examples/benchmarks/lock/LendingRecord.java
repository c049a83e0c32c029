package dev.holdfast.examples.benchmarks.lock;

import org.jooq.impl.UpdatableRecordImpl;

/** A row as jOOQ's generator would write it. */
public final class LendingRecord extends UpdatableRecordImpl<LendingRecord> {
    private static final long serialVersionUID = 1L;

    /** Made by jOOQ. */
    public LendingRecord() {
        super(LendingTable.LENDING);
    }
}
