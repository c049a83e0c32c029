package dev.holdfast.migration;

import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.run.Applied;
import dev.holdfast.migration.apply.run.Applying;
import dev.holdfast.migration.apply.run.Applying.Done;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.history.HistoryCheck;
import dev.holdfast.migration.phase.MigrationGate;
import dev.holdfast.migration.proof.ProofLedger;
import dev.holdfast.migration.proof.UndoProof;
import dev.holdfast.migration.rehearse.RehearsalMode;
import dev.holdfast.migration.rehearse.RehearsalPolicy;
import dev.holdfast.migration.rehearse.Rehearsals;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import dev.holdfast.migration.rehearse.result.RehearsalResult;
import dev.holdfast.migration.run.step.MigrationWork;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.script.MigrationSource.Callbacks;
import dev.holdfast.migration.snapshot.SchemaSnapshot;
import dev.holdfast.migration.undo.ProvingResult;
import dev.holdfast.migration.undo.RollbackResult;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import dev.holdfast.migration.verify.VerifyScript;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database forward to a target, and looks at what is there: for {@link Migrations}, and for the steps of its runs. */
final class MigrationJob implements MigrationWork {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    /** What a database has: applied, or taken to have been. */
    private static final Set<State> THERE = EnumSet.of(State.APPLIED, State.BASELINE, State.MISSING, State.FUTURE);

    private final Ground ground;
    private final Optional<MigrationVersion> target;

    private MigrationJob(Ground ground, Optional<MigrationVersion> target) {
        this.ground = ground;
        this.target = target;
    }

    /** Everything. */
    static MigrationJob of(Ground ground) {
        return new MigrationJob(ground, Optional.empty());
    }

    /** The host's migrations up to a version; which it need not have. */
    static MigrationJob of(Ground ground, String hostVersion) {
        return new MigrationJob(ground, Optional.of(version(hostVersion)));
    }

    static MigrationVersion version(String text) {
        try {
            return MigrationVersion.fromVersion(text);
        } catch (FlywayException malformed) {
            throw new IllegalArgumentException(
                    "version must be digits with dots between them, got " + UndoCheck.shown(text), malformed);
        }
    }

    @Override
    public DataSource dataSource() {
        return ground.dataSource();
    }

    @Override
    public boolean isOfHost(String source) {
        return source.equals(MigrationSet.HOST);
    }

    @Override
    public RehearsalPlan plan() {
        return Rehearsals.plan(ground.set().rehearsed(ground.dataSource(), ground.policy(), target));
    }

    @Override
    public RehearsalResult rehearse(RehearsalMode mode, RehearsalPolicy policy, Clock clock) {
        return rehearsals(policy, clock).rehearse(mode);
    }

    Rehearsals rehearsals(RehearsalPolicy policy, Clock clock) {
        requireTarget();
        return Rehearsals.of(ground.set().rehearsed(ground.dataSource(), ground.policy(), target), policy, clock);
    }

    private void requireTarget() {
        boolean isKnown = target.isEmpty()
                || ground.set().source(MigrationSet.HOST).migrations().stream()
                        .anyMatch(local -> local.version().equals(target));
        if (!isKnown) {
            throw new IllegalArgumentException(
                    MigrationSet.HOST + " has no version " + target.orElseThrow() + ": status lists those it has");
        }
    }

    @Override
    public ProvingResult proveUndo(Clock clock) {
        return new Undos(ground).prove(clock);
    }

    @Override
    public void keep(List<UndoProof> proofs) {
        new Undos(ground).keep(proofs);
    }

    @Override
    public ProofLedger proofs() {
        return ground.undo().proofs();
    }

    @Override
    public MigrationGate gate() {
        return ground.attendants().gate();
    }

    @Override
    public RunObserver observer() {
        return ground.attendants().observer();
    }

    @Override
    public Migrated migrate(RunObserver observer) {
        MigrationResult result = new MigrationJob(ground.watchedBy(observer), target).migrate();
        return new Migrated(
                result.applied().stream()
                        .map(one -> new Applied(one.source(), one.version(), one.description(), one.took()))
                        .toList(),
                result.heldBack().map(MigrationResult.HeldBack::closed));
    }

    MigrationResult migrate() {
        List<MigrationSource> sources = ground.set().sources();
        return target.isEmpty() && isNothingToDo(sources)
                ? new MigrationResult(List.of(), Optional.empty())
                : ground.running(run -> apply(run, sources));
    }

    private MigrationResult apply(Applying run, List<MigrationSource> sources) {
        List<MigrationResult.Applied> applied = new ArrayList<>();
        for (MigrationSource source : sources) {
            boolean isModule = MigrationSet.isModule(source);
            Done done = run.apply(new Order(source, isModule, isModule ? Optional.empty() : target));
            done.applied().stream().map(MigrationJob::applied).forEach(applied::add);
            if (done.held().isPresent()) {
                return new MigrationResult(
                        applied,
                        done.held()
                                .map(held ->
                                        new MigrationResult.HeldBack(source.name(), held.version(), held.closed())));
            }
        }
        return new MigrationResult(applied, Optional.empty());
    }

    private static MigrationResult.Applied applied(Applied one) {
        return new MigrationResult.Applied(one.source(), one.version(), one.description(), one.took());
    }

    /**
     * A look without the lock: a history in which everything stands applied has nothing to wait for. Whoever finds more
     * than that takes the lock and looks again.
     */
    private boolean isNothingToDo(List<MigrationSource> sources) {
        if (sources.stream().anyMatch(source -> !source.callbacks().equals(Callbacks.none()))) {
            return false;
        }
        return ground.reading(reader -> {
            for (MigrationSource source : sources) {
                if (!reader.isCurrent(source)) {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    public SchemaSnapshot catalog() {
        return SchemaSnapshot.take(ground.dataSource(), ground.set().scope());
    }

    @Override
    public Verification verify(List<Expectation> expectations) {
        List<MigrationSource> sources = ground.set().sources();
        List<Verification.Problem> problems = new ArrayList<>(ground.reading(reader -> unfit(reader, sources)));
        ground.set().host().ifPresent(host -> problems.addAll(unmet(host)));
        problems.addAll(Expectation.unmet(ground.dataSource(), expectations));
        return new Verification(problems, ground.reading(reader -> reader.crc32Only(sources)));
    }

    /** What is about a version is asked of a database that has it; what is about none, of any. */
    private List<Verification.Problem> unmet(HostMigrations host) {
        List<VerifyScript> scripts = host.verifyScripts();
        if (scripts.isEmpty()) {
            return List.of();
        }
        Set<MigrationVersion> there = status().of(MigrationSet.HOST).steps().stream()
                .filter(step -> THERE.contains(step.state()))
                .flatMap(step -> step.version().map(MigrationVersion::fromVersion).stream())
                .collect(Collectors.toSet());
        return scripts.stream()
                .filter(script -> script.version().map(there::contains).orElse(true))
                .flatMap(script -> script.unmet(ground.dataSource(), MigrationSet.HOST, host.schema()).stream())
                .toList();
    }

    MigrationStatus status() {
        List<MigrationSource> sources = ground.set().sources();
        return ground.reading(reader -> {
            List<MigrationStatus.History> histories = new ArrayList<>();
            for (MigrationSource source : sources) {
                histories.add(reader.history(source));
            }
            return new MigrationStatus(histories);
        });
    }

    /** Declares that the host's schema is at the target. */
    void baseline() {
        MigrationSource source = ground.set().source(MigrationSet.HOST);
        ground.running(run -> {
            run.baseline(source, target.orElseThrow());
            return source;
        });
    }

    /** Enters the target into the host's history. */
    MarkResult markAsRun(MarkEvidence evidence) {
        MigrationVersion wanted = target.orElseThrow();
        MigrationSource source = ground.set().source(MigrationSet.HOST);
        Optional<String> refusal =
                ground.running(run -> run.markAsRun(source, wanted, evidence instanceof MarkEvidence.ObjectsExist));
        if (refusal.isPresent()) {
            return new MarkResult.Refused(refusal.get());
        }
        if (evidence instanceof MarkEvidence.Waived waived) {
            LOG.warn("version {} marked as run without evidence by {}: {}", wanted, waived.by(), waived.because());
        }
        return new MarkResult.Marked(wanted.toString(), evidence);
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

    @Override
    public RollbackResult rollBack(Set<String> versions) {
        return new Undos(ground).newestOf(versions);
    }
}
