package dev.holdfast.migration.proof;

import static dev.holdfast.migration.proof.UndoProofTable.*;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.HostTransaction;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.proof.UndoVerdict.Differs;
import dev.holdfast.migration.proof.UndoVerdict.Fails;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The ledger's statements. Thread-safe. */
final class DatabaseLedger implements ProofLedger {
    private final TransactionRunner runner;
    private final Namespace namespace;
    private final Table<Record> table;

    DatabaseLedger(TransactionRunner runner, Namespace namespace) {
        this.runner = runner;
        this.namespace = namespace;
        this.table = DSL.table(namespace.name(LOCAL_NAME));
    }

    @Override
    public Optional<UndoProof> find(String upSha256, String downSha256) {
        return runner.call(tx -> {
            DSLContext joined = HostTransaction.join(tx);
            return isThere(joined)
                    ? joined.select(FIELDS)
                            .from(table)
                            .where(UP_SHA256.eq(upSha256), DOWN_SHA256.eq(downSha256))
                            .fetchOptional(DatabaseLedger::proof)
                    : Optional.empty();
        });
    }

    /** One statement decides and writes. */
    @Override
    public boolean keep(UndoProof proof) {
        UndoVerdict verdict = proof.verdict();
        Field<String> keptVerdict = kept(VERDICT);
        Condition newer = DSL.excluded(PROVEN_AT).ge(kept(PROVEN_AT));
        Condition notOutdone = keptVerdict
                .ne(new Differs(List.of(), List.of()).word())
                .or(DSL.excluded(ROW_COUNT).ge(kept(ROW_COUNT)));
        return runner.call(tx -> HostTransaction.join(tx)
                        .insertInto(table)
                        .set(UP_SHA256, proof.scripts().upSha256())
                        .set(DOWN_SHA256, proof.scripts().downSha256())
                        .set(UP_SCRIPT, proof.scripts().up())
                        .set(DOWN_SCRIPT, proof.scripts().down())
                        .set(VERDICT, verdict.word())
                        .set(CATALOG_LINES, catalogLines(verdict).toArray(String[]::new))
                        .set(ROW_LINES, rowLines(verdict).toArray(String[]::new))
                        .set(SQL_STATE, verdict instanceof Fails fails ? fails.sqlState() : null)
                        .set(SERVER_VERSION, proof.serverVersion())
                        .set(ROW_COUNT, proof.rows())
                        .set(PROVEN_AT, proof.at().atOffset(ZoneOffset.UTC))
                        .onConflict(UP_SHA256, DOWN_SHA256)
                        .doUpdate()
                        .setAllToExcluded()
                        .where(newer, notOutdone)
                        .execute()
                == 1);
    }

    /** A host that never installed the module has no proofs. */
    private boolean isThere(DSLContext tx) {
        return tx.fetchSingle("SELECT to_regclass(?) IS NOT NULL", namespace.sql(LOCAL_NAME))
                .into(boolean.class);
    }

    private <T> Field<T> kept(Field<T> field) {
        return DSL.field(DSL.name(namespace.prefix() + LOCAL_NAME, field.getName()), field.getDataType());
    }

    private static List<String> catalogLines(UndoVerdict verdict) {
        return verdict instanceof Differs differs ? differs.catalog() : verdict.lines();
    }

    private static List<String> rowLines(UndoVerdict verdict) {
        return verdict instanceof Differs differs ? differs.rows() : List.of();
    }

    private static UndoProof proof(Record row) {
        OffsetDateTime at = row.get(PROVEN_AT);
        return new UndoProof(
                new UndoProof.Scripts(
                        row.get(UP_SCRIPT), row.get(UP_SHA256), row.get(DOWN_SCRIPT), row.get(DOWN_SHA256)),
                verdict(row),
                at.toInstant(),
                row.get(SERVER_VERSION),
                row.get(ROW_COUNT));
    }

    private static UndoVerdict verdict(Record row) {
        List<String> lines = List.of(row.get(CATALOG_LINES));
        return switch (row.get(VERDICT)) {
            case "exact" -> new UndoVerdict.Exact();
            case "column order" -> new UndoVerdict.ColumnOrderOnly(lines);
            case "differs" -> new Differs(lines, List.of(row.get(ROW_LINES)));
            case "fails" -> new Fails(row.get(SQL_STATE), String.join(" ", lines));
            default -> new UndoVerdict.Empty();
        };
    }
}
