package dev.holdfast.migration.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.MigrationSchema;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseLedgerTest extends ProofLedgerContract {
    private static final Namespace NAMESPACE = new Namespace("kept", "hf_");
    private static TestDatabase database;

    @BeforeAll
    static void create() throws Exception {
        database = EmbeddedPostgres.shared().createDatabase();
        database.execute(MigrationSchema.module().ddl(NAMESPACE));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        database.execute("TRUNCATE kept.hf_undo_proof");
    }

    @Override
    protected ProofLedger ledger() {
        return ProofLedger.inDatabase(TransactionRunner.over(database.dataSource()), NAMESPACE);
    }

    @Test
    void noTable_findsNothingAndKeepsNothing() {
        ProofLedger absent =
                ProofLedger.inDatabase(TransactionRunner.over(database.dataSource()), Namespace.defaults());
        String sha = "c".repeat(64);
        assertThat(absent.find(sha, sha)).isEmpty();
        UndoProof proof = new UndoProof(
                new UndoProof.Scripts("V1", sha, "U1", sha), new UndoVerdict.Exact(), Instant.EPOCH, "15.19", 0);
        assertThatThrownBy(() -> absent.keep(proof))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.sqlState()).contains("42P01"));
    }
}
