package dev.holdfast.migration;

import dev.holdfast.core.Require;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.Rehearsals;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.rehearse.scratch.ScratchDatabases;
import dev.holdfast.migration.run.RunChain;
import dev.holdfast.migration.run.RunPlan;
import dev.holdfast.migration.run.RunResult;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.migration.undo.UndoTerms;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import java.time.Clock;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Applies, verifies and takes back the migrations of Holdfast's modules and of the host, on Flyway's history.
 *
 * <p>Each module and the host have a history table of their own; a plain Flyway can read and continue every one of them.
 *
 * <p><em>Transaction.</em> Owns: takes connections from the data source, which must reach PostgreSQL directly (not
 * through a pooler in transaction mode), and uses up to four of them at once. Each migration is one transaction with its history
 * row, and so is each undo; what refuses a transaction runs in steps, each written down in a journal.
 *
 * <p><em>Concurrency.</em> Thread-safe. Of several migrators of a set with modules on one namespace, in this JVM or any
 * other, one works and the others wait; migrators of a host alone, such as a tenant, exclude each other by its history.
 *
 * <p><em>Failures.</em> A migration or an undo that fails, a checksum that differs and a history that does not fit throw a
 * {@link dev.holdfast.migration.apply.MigrationException}: what was done before stays, and the status tells. A database
 * that does not answer throws a {@link dev.holdfast.core.tx.DatabaseException}.
 */
public final class Migrations {
    private final Ground ground;

    private Migrations(Ground ground) {
        this.ground = ground;
    }

    /** As {@link #over(DataSource, MigrationSet, MigrationPolicy)}, with {@link MigrationPolicy#defaults}. */
    public static Migrations over(DataSource dataSource, MigrationSet set) {
        return over(dataSource, set, MigrationPolicy.defaults());
    }

    /**
     * Migrations of a database with a policy.
     *
     * @param dataSource connects as the role that owns the schemas
     * @param set what belongs into the database
     * @param policy how patient to be
     */
    public static Migrations over(DataSource dataSource, MigrationSet set, MigrationPolicy policy) {
        return new Migrations(Ground.over(dataSource, set, policy));
    }

    /**
     * The same, watched.
     *
     * @param watcher is told of each migration and each statement
     */
    public Migrations watchedBy(RunObserver watcher) {
        return new Migrations(ground.watchedBy(watcher));
    }

    /**
     * The same with a gate, which may hold a migration back for now.
     *
     * @param gate asked right before each script is applied; a run ends before the first one for which it is closed
     */
    public Migrations gatedBy(MigrationGate gate) {
        return new Migrations(ground.gatedBy(gate));
    }

    /**
     * The same with another ledger of undo proofs than the one in this database, such as the production database's when
     * migrations are tried on a copy of it.
     *
     * @param ledger remembers what was proven
     */
    public Migrations withProofs(ProofLedger ledger) {
        return new Migrations(ground.with(ledger));
    }

    /**
     * The same, taking the host's migrations back on other terms than {@link UndoTerms#strict}. What Holdfast's modules
     * take back is proven by their tests, and needs none.
     *
     * @param terms what must hold
     */
    public Migrations withUndoTerms(UndoTerms terms) {
        return new Migrations(ground.with(terms));
    }

    /**
     * What is applied, pending and failed. Changes nothing and waits for nobody.
     *
     * @return the status of every source, in order
     */
    public MigrationStatus status() {
        return MigrationJob.of(ground).status();
    }

    /**
     * Applies everything: each module in order, then the host's migrations.
     *
     * @return what was applied
     */
    public MigrationResult migrate() {
        return MigrationJob.of(ground).migrate();
    }

    /**
     * Applies every module, and the host's migrations up to a version.
     *
     * @param hostVersion the last version to apply
     * @return what was applied
     */
    public MigrationResult migrateHostTo(String hostVersion) {
        return MigrationJob.of(ground, hostVersion).migrate();
    }

    /**
     * What is pending, statement by statement, with the locks to be expected and whom they block. Writes nothing.
     *
     * @return the plan
     */
    public RehearsalPlan plan() {
        return MigrationJob.of(ground).plan();
    }

    /**
     * Rehearsals of what is pending: in a scratch database, or on this one in a transaction that is rolled back.
     *
     * @param rehearsalPolicy what a rehearsal insists on
     * @param clock dates the reports
     * @return the rehearsals, which find out anew each time what is pending
     */
    public Rehearsals rehearsals(RehearsalPolicy rehearsalPolicy, Clock clock) {
        return MigrationJob.of(ground).rehearsals(rehearsalPolicy, clock);
    }

    /**
     * As {@link #rehearsals(RehearsalPolicy, Clock)}, of the host's migrations up to a version only.
     *
     * @param hostVersion the last version; one that the host has
     * @param rehearsalPolicy what a rehearsal insists on
     * @param clock dates the reports
     * @return the rehearsals
     */
    public Rehearsals rehearsalsTo(String hostVersion, RehearsalPolicy rehearsalPolicy, Clock clock) {
        return MigrationJob.of(ground, hostVersion).rehearsals(rehearsalPolicy, clock);
    }

    /**
     * Tries what is pending: in a scratch database, or on this one in a transaction that is rolled back.
     *
     * @param mode where
     * @param insisting what the rehearsal insists on
     * @param clock dates the report
     * @return what happened, or why it was refused, or where it failed; whatever it is, nothing stays
     */
    public RehearsalResult rehearse(RehearsalMode mode, RehearsalPolicy insisting, Clock clock) {
        return MigrationJob.of(ground).rehearse(mode, insisting, clock);
    }

    /**
     * Takes the steps of a plan, from preflight to confirmation, as one run with one record. Each step is usable alone as
     * well, by the other methods.
     *
     * <p><em>Refusals.</em> Before {@link dev.holdfast.migration.run.Stage#MIGRATE} a refusal or a failure leaves everything
     * as it was; later ones say what stays. The record is kept in each case, also when a step throws.
     *
     * @param plan which steps, how far, and where the record is kept
     * @param clock dates the record
     * @return what came of it
     * @throws dev.holdfast.migration.record.RunLedgerException when the record could not be kept; what was done stays
     * @throws IllegalArgumentException when a script or the target version is malformed, or a location of verify scripts does
     *     not exist; nothing was begun then
     */
    public RunResult run(RunPlan plan, Clock clock) {
        // Read now: what cannot be read must not be found out behind the migrations.
        ground.set().host().ifPresent(host -> {
            var unused = host.verifyScripts();
        });
        MigrationJob job = plan.hostVersion()
                .map(version -> MigrationJob.of(ground, version))
                .orElseGet(() -> MigrationJob.of(ground));
        return RunChain.run(job, plan, clock);
    }

    /**
     * Declares that the host's schema, which has no history yet, already is at a version.
     *
     * <p>Never done by itself: a history that begins in the middle is a decision.
     *
     * @param version the version that the schema has; {@code 0} when none of the host's migrations has been applied
     * @throws dev.holdfast.migration.apply.MigrationException when there is a history already
     */
    public void baselineHost(String version) {
        MigrationJob.of(ground, version).baseline();
    }

    /**
     * Holds applied scripts against those at hand, and the database against what is expected of it.
     *
     * <p>Read-only. Pending migrations are no problem here; {@link #status} names them.
     *
     * @param expectations what must hold; evaluated in one read-only transaction
     * @return the problems; none when everything holds
     */
    public Verification verify(Expectation... expectations) {
        return MigrationJob.of(ground).verify(Arrays.asList(expectations));
    }

    /**
     * Takes the newest applied migration of a source back.
     *
     * <p><em>Transaction.</em> The undo script and the history row are one transaction, under the lock that Flyway takes
     * to migrate. The row is of type {@code DELETE}: to every Flyway the version is pending again.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @param version the version, which must be the newest applied one
     * @return undone, or why it was refused
     * @throws IllegalArgumentException when there is no such source
     */
    public UndoResult undo(String source, String version) {
        return new Undos(ground).undo(source, version);
    }

    /**
     * Takes the host's newest migrations back, one after the other.
     *
     * @param count how many, at least 1
     * @return what was taken back, and where it stopped if it did
     */
    public RollbackResult rollback(int count) {
        Require.between("count", count, 1, Integer.MAX_VALUE);
        return new Undos(ground).newest(count);
    }

    /**
     * Takes the host's migrations back that came after a version.
     *
     * @param version the version to return to; {@code 0} to take everything back
     * @return what was taken back, and where it stopped if it did
     * @throws IllegalArgumentException when the version is malformed
     */
    public RollbackResult rollbackTo(String version) {
        return new Undos(ground).after(MigrationJob.version(version), status());
    }

    /**
     * Enters one of the host's migrations into the history that was run by other means, or that was interrupted and
     * finished by hand.
     *
     * @param version its version, which must be pending, failed or interrupted
     * @param evidence why it is believed
     * @return marked, or why it was refused
     * @throws IllegalArgumentException when the version is malformed
     */
    public MarkResult markAsRun(String version, MarkEvidence evidence) {
        return MigrationJob.of(ground, version).markAsRun(evidence);
    }

    /**
     * Takes everything of a source back, newest first, and drops its history table; the schema as well when it was
     * created with this history and nothing is left in it.
     *
     * <p>Each version is a transaction of its own. When several modules share a schema, remove them in the reverse of
     * the order in which they were applied: the first one's history knows that the schema was created.
     *
     * @param source a module's name, or {@link MigrationSet#HOST}
     * @return what was taken back, and where it stopped if it did
     * @throws IllegalArgumentException when there is no such source
     */
    public RemovalResult remove(String source) {
        return new Undos(ground).remove(source);
    }

    /**
     * Tries each pending migration of the host with its undo, on the rows that are there, and keeps the proofs.
     *
     * <p><em>Transaction.</em> One, rolled back: nothing stays but values drawn from sequences. It takes the migrations'
     * locks and reads every row of the database twice for each, so it is for a copy, or for a database at rest.
     *
     * @param clock says when it was proven
     * @return the proofs, and where it had to stop
     */
    public ProvingResult proveUndo(Clock clock) {
        return new Undos(ground).prove(clock);
    }

    /**
     * Tries each pending migration of the host with its undo in scratch databases, and keeps the proofs: also of those that
     * refuse a transaction, such as concurrent index builds, which {@link #proveUndo(Clock)} cannot try.
     *
     * <p><em>Transaction.</em> Owns. This database gets the ledger of proofs and nothing else.
     *
     * @param databases where the copies come from
     * @param insisting what the rehearsal in the copies insists on
     * @param clock says when it was proven
     * @return the proofs, and why there are not more
     */
    public ProvingResult proveUndo(ScratchDatabases databases, RehearsalPolicy insisting, Clock clock) {
        return new Undos(ground).prove(databases, rehearsals(insisting, clock));
    }

    @Override
    public String toString() {
        return "Migrations[" + ground.set() + "]";
    }
}
