package dev.holdfast.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.core.Require;
import dev.holdfast.core.lock.retry.Pause;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.apply.MigrationException;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.run.Applied;
import dev.holdfast.migration.apply.run.Applying;
import dev.holdfast.migration.apply.run.Applying.Done;
import dev.holdfast.migration.apply.run.Applying.Held;
import dev.holdfast.migration.apply.run.Applying.Journal;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.apply.run.Applying.Setting;
import dev.holdfast.migration.history.HistoryCheck;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.Rehearsals;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.MigrationSource.Callbacks;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.undo.UndoGate;
import dev.holdfast.migration.undo.UndoProving;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.migration.undo.UndoTerms;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private final DataSource dataSource;
    private final MigrationSet set;
    private final MigrationPolicy policy;
    private final Attendants attendants;
    private final Undo undo;

    private Migrations(Place place, MigrationPolicy policy, Attendants attendants, Undo undo) {
        this.dataSource = place.dataSource();
        this.set = place.set();
        this.policy = policy;
        this.attendants = attendants;
        this.undo = undo;
    }

    /** A database and what belongs into it. */
    private record Place(DataSource dataSource, MigrationSet set) {}

    /** Who stands by while migrations are applied. */
    private record Attendants(RunObserver observer, MigrationGate gate) {}

    /** How the host's migrations are taken back. */
    private record Undo(ProofLedger proofs, UndoTerms terms) {}

    /**
     * Migrations of a database.
     *
     * @param dataSource connects as the role that owns the schemas
     * @param set what belongs into the database
     * @return the migrations, with {@link MigrationPolicy#defaults}
     */
    public static Migrations over(DataSource dataSource, MigrationSet set) {
        return over(dataSource, set, MigrationPolicy.defaults());
    }

    /**
     * Migrations of a database with a policy.
     *
     * @param dataSource connects as the role that owns the schemas
     * @param set what belongs into the database
     * @param policy how patient to be
     * @return the migrations
     */
    public static Migrations over(DataSource dataSource, MigrationSet set, MigrationPolicy policy) {
        ProofLedger proofs = ProofLedger.inDatabase(TransactionRunner.over(dataSource), set.namespace());
        return new Migrations(
                new Place(dataSource, set),
                policy,
                new Attendants(RunObserver.none(), MigrationGate.open()),
                new Undo(proofs, UndoTerms.strict()));
    }

    /**
     * The same, watched.
     *
     * @param watcher is told of each migration and each statement
     * @return the migrations
     */
    public Migrations watchedBy(RunObserver watcher) {
        return new Migrations(new Place(dataSource, set), policy, new Attendants(watcher, attendants.gate()), undo);
    }

    /**
     * The same with a gate, which may hold a migration back for now.
     *
     * @param gate asked right before each script is applied; a run ends before the first one for which it is closed
     * @return the migrations
     */
    public Migrations gatedBy(MigrationGate gate) {
        return new Migrations(new Place(dataSource, set), policy, new Attendants(attendants.observer(), gate), undo);
    }

    /**
     * The same with another ledger of undo proofs than the one in this database, such as the production database's when
     * migrations are tried on a copy of it.
     *
     * @param ledger remembers what was proven
     * @return the migrations
     */
    public Migrations withProofs(ProofLedger ledger) {
        return new Migrations(new Place(dataSource, set), policy, attendants, new Undo(ledger, undo.terms()));
    }

    /**
     * The same, taking the host's migrations back on other terms than {@link UndoTerms#strict}. What Holdfast's modules
     * take back is proven by their tests, and needs none.
     *
     * @param terms what must hold
     * @return the migrations
     */
    public Migrations withUndoTerms(UndoTerms terms) {
        return new Migrations(new Place(dataSource, set), policy, attendants, new Undo(undo.proofs(), terms));
    }

    /**
     * What is applied, pending and failed. Changes nothing and waits for nobody.
     *
     * @return the status of every source, in order
     * @throws MigrationException when scripts are malformed or the database does not answer
     */
    public MigrationStatus status() {
        List<MigrationSource> sources = set.sources();
        return StatusReader.reading(dataSource, set.namespace(), reader -> {
            List<MigrationStatus.History> histories = new ArrayList<>();
            for (MigrationSource source : sources) {
                histories.add(reader.history(source));
            }
            return new MigrationStatus(histories);
        });
    }

    /**
     * Applies everything: each module in order, then the host's migrations.
     *
     * @return what was applied
     * @throws MigrationException when a migration fails, checksums differ or scripts are malformed; what was applied
     *     before stays
     */
    public MigrationResult migrate() {
        return migrate(Optional.empty());
    }

    /**
     * Applies every module, and the host's migrations up to a version.
     *
     * @param hostVersion the last version to apply
     * @return what was applied
     * @throws MigrationException as {@link #migrate()}, and when the host has no such version
     */
    public MigrationResult migrateHostTo(String hostVersion) {
        return migrate(Optional.of(hostVersion));
    }

    /**
     * What is pending, statement by statement, with the locks to be expected and whom they block. Writes nothing.
     *
     * @return the plan
     * @throws dev.holdfast.core.tx.DatabaseException when the database does not answer
     */
    public RehearsalPlan plan() {
        return Rehearsals.plan(set.rehearsed(dataSource, policy, Optional.empty()));
    }

    /**
     * Rehearsals of what is pending: in a scratch database, or on this one in a transaction that is rolled back.
     *
     * @param rehearsalPolicy what a rehearsal insists on
     * @param clock dates the reports
     * @return the rehearsals, which find out anew each time what is pending
     */
    public Rehearsals rehearsals(RehearsalPolicy rehearsalPolicy, Clock clock) {
        return Rehearsals.of(set.rehearsed(dataSource, policy, Optional.empty()), rehearsalPolicy, clock);
    }

    /**
     * As {@link #rehearsals(RehearsalPolicy, Clock)}, of the host's migrations up to a version only.
     *
     * @param hostVersion the last version
     * @param rehearsalPolicy what a rehearsal insists on
     * @param clock dates the reports
     * @return the rehearsals
     * @throws IllegalArgumentException when the host has no such version, or it is malformed
     */
    public Rehearsals rehearsalsTo(String hostVersion, RehearsalPolicy rehearsalPolicy, Clock clock) {
        MigrationVersion last = version(hostVersion);
        boolean isKnown = set.source(MigrationSet.HOST).migrations().stream()
                .anyMatch(local -> local.version().equals(Optional.of(last)));
        if (!isKnown) {
            throw new IllegalArgumentException(
                    MigrationSet.HOST + " has no version " + last + ": status lists those it has");
        }
        return Rehearsals.of(set.rehearsed(dataSource, policy, Optional.of(last)), rehearsalPolicy, clock);
    }

    /**
     * Tries what is pending: in a scratch database, or on this one in a transaction that is rolled back.
     *
     * @param mode where
     * @param insisting what the rehearsal insists on
     * @param clock dates the report
     * @return what happened, or why it was refused, or where it failed; whatever it is, nothing stays
     * @throws MigrationException when a history does not fit the migrations at hand
     * @throws dev.holdfast.core.tx.DatabaseException when the database does not answer
     */
    public RehearsalResult rehearse(RehearsalMode mode, RehearsalPolicy insisting, Clock clock) {
        return rehearsals(insisting, clock).rehearse(mode);
    }

    /**
     * Declares that the host's schema, which has no history yet, already is at a version.
     *
     * <p>Never done by itself: a history that begins in the middle is a decision.
     *
     * @param version the version that the schema has; {@code 0} when none of the host's migrations has been applied
     * @throws MigrationException when there is a history already
     */
    public void baselineHost(String version) {
        MigrationSource source = set.source(MigrationSet.HOST);
        running(run -> {
            run.baseline(source, version(version));
            return version;
        });
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
        List<Verification.Problem> problems = new ArrayList<>();
        List<MigrationSource> sources = set.sources();
        problems.addAll(StatusReader.reading(dataSource, set.namespace(), reader -> unfit(reader, sources)));
        problems.addAll(Expectation.unmet(dataSource, Arrays.asList(expectations)));
        return new Verification(
                problems, StatusReader.reading(dataSource, set.namespace(), reader -> reader.crc32Only(sources)));
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
     * @throws MigrationException when the undo script fails; nothing has changed then
     */
    public UndoResult undo(String source, String version) {
        return locked(lock -> undoing(lock, source).undo(version));
    }

    /**
     * Takes the host's newest migrations back, one after the other.
     *
     * @param count how many, at least 1
     * @return what was taken back, and where it stopped if it did
     * @throws MigrationException when an undo script fails; those before it are taken back
     */
    public RollbackResult rollback(int count) {
        Require.between("count", count, 1, Integer.MAX_VALUE);
        return rollback((newest, done) -> done < count);
    }

    /**
     * Takes the host's migrations back that came after a version.
     *
     * @param version the version to return to; {@code 0} to take everything back
     * @return what was taken back, and where it stopped if it did
     * @throws MigrationException when an undo script fails; those before it are taken back
     * @throws IllegalArgumentException when the version is malformed
     */
    public RollbackResult rollbackTo(String version) {
        MigrationVersion last = version(version);
        boolean known = last.equals(MigrationVersion.fromVersion("0"))
                || status().of(MigrationSet.HOST).in(State.APPLIED).stream()
                        .map(MigrationVersion::fromVersion)
                        .anyMatch(last::equals);
        if (!known) {
            return new RollbackResult(
                    List.of(),
                    Optional.of(new UndoResult.Refused(
                            UndoResult.Reason.UNKNOWN_VERSION,
                            "version " + last + " of " + MigrationSet.HOST
                                    + " must be applied to be returned to, but is not: status lists those that are")));
        }
        return rollback((newest, done) -> MigrationVersion.fromVersion(newest).compareTo(last) > 0);
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
        MigrationVersion wanted = version(version);
        MigrationSource source = set.source(MigrationSet.HOST);
        Optional<String> refusal =
                running(run -> run.markAsRun(source, wanted, evidence instanceof MarkEvidence.ObjectsExist));
        if (refusal.isPresent()) {
            return new MarkResult.Refused(refusal.get());
        }
        if (evidence instanceof MarkEvidence.Waived waived) {
            LOG.warn("version {} marked as run without evidence by {}: {}", wanted, waived.by(), waived.because());
        }
        return new MarkResult.Marked(wanted.toString(), evidence);
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
     * @throws MigrationException when an undo script fails
     */
    public RemovalResult remove(String source) {
        return locked(lock -> undoing(lock, source).remove(lock));
    }

    /**
     * Tries each pending migration of the host with its undo, on the rows that are there, and keeps the proofs.
     *
     * <p><em>Transaction.</em> One, rolled back: nothing stays but values drawn from sequences. It takes the migrations'
     * locks and reads every row of the database twice for each, so it is for a copy, or for a database at rest.
     *
     * @param clock says when it was proven
     * @return the proofs, and where it had to stop
     * @throws dev.holdfast.core.tx.DatabaseException when a picture cannot be taken
     */
    public ProvingResult proveUndo(Clock clock) {
        MigrationSource source = set.source(MigrationSet.HOST);
        return locked(lock -> {
            try (Applying run = Applying.under(lock, setting())) {
                run.makeTables();
            }
            ProvingResult result = new UndoProving(dataSource, policy.lockTimeout(), source, clock).prove();
            result.proofs().forEach(undo.proofs()::keep);
            return result;
        });
    }

    @Override
    public String toString() {
        return "Migrations[" + set + "]";
    }

    private MigrationResult migrate(Optional<String> hostVersion) {
        List<MigrationSource> sources = set.sources();
        if (hostVersion.isEmpty() && isNothingToDo(sources)) {
            return new MigrationResult(List.of(), Optional.empty());
        }
        Optional<MigrationVersion> target = hostVersion.map(Migrations::version);
        return running(run -> {
            List<MigrationResult.Applied> applied = new ArrayList<>();
            for (MigrationSource source : sources) {
                boolean isModule = MigrationSet.isModule(source);
                Done done = run.apply(new Order(source, isModule, isModule ? Optional.empty() : target));
                done.applied().stream().map(Migrations::applied).forEach(applied::add);
                if (done.held().isPresent()) {
                    return new MigrationResult(applied, done.held().map(held -> heldBack(source, held)));
                }
            }
            return new MigrationResult(applied, Optional.empty());
        });
    }

    /**
     * A look without the lock: a history in which everything stands applied has nothing to wait for. Whoever finds more
     * than that takes the lock and looks again.
     */
    private boolean isNothingToDo(List<MigrationSource> sources) {
        if (sources.stream().anyMatch(source -> !source.callbacks().equals(Callbacks.none()))) {
            return false;
        }
        return StatusReader.reading(dataSource, set.namespace(), reader -> {
            for (MigrationSource source : sources) {
                if (!reader.isCurrent(source)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static List<Verification.Problem> unfit(StatusReader reader, List<MigrationSource> sources)
            throws SQLException {
        List<Verification.Problem> problems = new ArrayList<>();
        for (MigrationSource source : sources) {
            HistoryCheck.problems(reader.view(source)).stream()
                    .map(one -> new Verification.Problem(source.name(), one.subject(), one.message()))
                    .forEach(problems::add);
        }
        return problems;
    }

    private static MigrationResult.HeldBack heldBack(MigrationSource source, Held held) {
        return new MigrationResult.HeldBack(source.name(), held.version(), held.closed());
    }

    private static MigrationResult.Applied applied(Applied one) {
        return new MigrationResult.Applied(one.source(), one.version(), one.description(), one.took());
    }

    private RollbackResult rollback(BiPredicate<String, Integer> goesOn) {
        return locked(lock -> undoing(lock, MigrationSet.HOST).rollback(lock, goesOn));
    }

    private static MigrationVersion version(String text) {
        try {
            return MigrationVersion.fromVersion(text);
        } catch (FlywayException malformed) {
            throw new IllegalArgumentException(
                    "version must be digits with dots between them, got " + UndoCheck.shown(text), malformed);
        }
    }

    private Undoing undoing(MigratorLock lock, String name) {
        MigrationSource source = set.source(name);
        Optional<UndoGate> gate = MigrationSet.isModule(source)
                ? Optional.empty()
                : Optional.of(new UndoGate(undo.proofs(), undo.terms()));
        return new Undoing(dataSource, new Undoing.Rules(policy.lockTimeout(), gate), source, (row, script) -> {
            try (Applying run = Applying.under(lock, setting())) {
                return run.undoInSteps(source, row, script);
            }
        });
    }

    private Setting setting() {
        return new Setting(
                dataSource, policy.apply(), attendants.observer(), Pause.sleeping(), journal(), attendants.gate());
    }

    private Journal journal() {
        return MigrationSchema.journal(set.namespace());
    }

    @CanIgnoreReturnValue
    private <T> T running(Function<Applying, T> work) {
        return locked(lock -> {
            try (Applying run = Applying.under(lock, setting())) {
                return work.apply(run);
            }
        });
    }

    @CanIgnoreReturnValue
    private <T> T locked(Function<MigratorLock, T> work) {
        List<HistoryTable> histories = set.sources().stream()
                .map(MigrationSource::history)
                .distinct()
                .map(HistoryTable::new)
                .toList();
        try (MigratorLock lock = MigratorLock.acquire(dataSource, set.lockName(), histories, policy.migratorWait())) {
            return work.apply(lock);
        }
    }
}
