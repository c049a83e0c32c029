package dev.holdfast.examples.zekka.contract;

import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.proof.UndoVerdict;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/**
 * Proofs in a database that all of Zekka's environments share: what staging has shown counts in production. Thread-safe.
 *
 * @param transactions owns the transactions
 */
record ProofTable(TransactionRunner transactions) implements ProofLedger {
    static final String DDL = """
            CREATE TABLE zekka_proof (
                up_sha256 text, down_sha256 text, up_file text NOT NULL, down_file text NOT NULL,
                verdict text NOT NULL, catalog text[] NOT NULL, rows text[] NOT NULL, sql_state text NOT NULL,
                server text NOT NULL, row_count bigint NOT NULL, proven_at timestamptz NOT NULL,
                PRIMARY KEY (up_sha256, down_sha256)
            )""";

    private static final String FIND = """
            SELECT up_file, up_sha256, down_file, down_sha256, verdict, catalog, rows, sql_state, server, row_count, proven_at
            FROM zekka_proof WHERE up_sha256 = ? AND down_sha256 = ?""";
    /** One statement decides and writes. */
    private static final String KEEP = """
            INSERT INTO zekka_proof AS kept (up_file, up_sha256, down_file, down_sha256, verdict, catalog, rows, sql_state,
                server, row_count, proven_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS timestamptz))
            ON CONFLICT (up_sha256, down_sha256) DO UPDATE SET
                up_file = excluded.up_file, down_file = excluded.down_file, verdict = excluded.verdict,
                catalog = excluded.catalog, rows = excluded.rows, sql_state = excluded.sql_state, server = excluded.server,
                row_count = excluded.row_count, proven_at = excluded.proven_at
            WHERE excluded.proven_at >= kept.proven_at
                AND (kept.verdict <> 'differs' OR excluded.row_count >= kept.row_count)""";

    @Override
    public Optional<UndoProof> find(String upSha256, String downSha256) {
        return transactions.call(tx ->
                Optional.ofNullable(tx.fetchOne(FIND, upSha256, downSha256)).map(ProofTable::proof));
    }

    @Override
    public boolean keep(UndoProof proof) {
        UndoProof.Scripts scripts = proof.scripts();
        Words words = Words.of(proof.verdict());
        return transactions.call(tx -> tx.execute(
                        KEEP,
                        scripts.up(),
                        scripts.upSha256(),
                        scripts.down(),
                        scripts.downSha256(),
                        proof.verdict().word(),
                        words.catalog().toArray(String[]::new),
                        words.rows().toArray(String[]::new),
                        words.sqlState(),
                        proof.serverVersion(),
                        proof.rows(),
                        proof.at().atOffset(ZoneOffset.UTC))
                == 1);
    }

    /** What a verdict says beside its word. */
    private record Words(List<String> catalog, List<String> rows, String sqlState) {
        static Words of(UndoVerdict verdict) {
            return verdict.fold(new UndoVerdict.Cases<>(
                    exact -> new Words(List.of(), List.of(), ""),
                    order -> new Words(order.columns(), List.of(), ""),
                    differs -> new Words(differs.catalog(), differs.rows(), ""),
                    fails -> new Words(List.of(fails.message()), List.of(), fails.sqlState()),
                    empty -> new Words(List.of(), List.of(), "")));
        }

        UndoVerdict verdict(String word) {
            return switch (word) {
                case "exact" -> new UndoVerdict.Exact();
                case "column order" -> new UndoVerdict.ColumnOrderOnly(catalog);
                case "differs" -> new UndoVerdict.Differs(catalog, rows);
                case "fails" -> new UndoVerdict.Fails(sqlState, catalog.get(0));
                case "empty" -> new UndoVerdict.Empty();
                default -> throw new IllegalStateException("verdict must be a known word, got " + word);
            };
        }
    }

    private static UndoProof proof(Record row) {
        Words words = new Words(
                List.of(row.get(5, String[].class)), List.of(row.get(6, String[].class)), row.get(7, String.class));
        return new UndoProof(
                new UndoProof.Scripts(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, String.class)),
                words.verdict(row.get(4, String.class)),
                row.get(10, OffsetDateTime.class).toInstant(),
                row.get(8, String.class),
                row.get(9, Long.class));
    }
}
