package dev.holdfast.examples.benchmarks.lock;

import org.jooq.Name;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;

/** The table as jOOQ's generator would write it. */
public final class LendingTable extends TableImpl<LendingRecord> {
    private static final long serialVersionUID = 1L;

    private static final Name NAME = DSL.name("lending");

    static final LendingTable LENDING = new LendingTable();

    final TableField<LendingRecord, Long> id = createField(DSL.name("id"), SQLDataType.BIGINT.nullable(false), this);
    final TableField<LendingRecord, String> borrower =
            createField(DSL.name("borrower"), SQLDataType.CLOB.nullable(false), this);
    final TableField<LendingRecord, String> note =
            createField(DSL.name("note"), SQLDataType.CLOB.nullable(false), this);
    final TableField<LendingRecord, Long> version =
            createField(DSL.name("version"), SQLDataType.BIGINT.nullable(false), this);

    private LendingTable() {
        super(NAME);
    }

    @Override
    public Class<LendingRecord> getRecordType() {
        return LendingRecord.class;
    }

    @Override
    public UniqueKey<LendingRecord> getPrimaryKey() {
        return Internal.createUniqueKey(this, DSL.name("lending_pkey"), id);
    }

    @Override
    public TableField<LendingRecord, Long> getRecordVersion() {
        return version;
    }
}
