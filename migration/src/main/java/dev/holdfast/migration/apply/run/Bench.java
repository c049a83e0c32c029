package dev.holdfast.migration.apply.run;

import dev.holdfast.core.lock.retry.Pause;
import dev.holdfast.core.metric.Ticker;
import dev.holdfast.core.tx.DatabaseException;
import dev.holdfast.migration.apply.ApplyPolicy;
import dev.holdfast.migration.apply.BlockerWatch;
import dev.holdfast.migration.apply.MigratorLock;
import dev.holdfast.migration.apply.RunObserver;
import dev.holdfast.migration.apply.Session;
import dev.holdfast.migration.apply.Session.Limits;
import dev.holdfast.migration.apply.step.StepJournal;
import dev.holdfast.migration.history.Fingerprints;
import dev.holdfast.migration.history.HistoryEntries;
import dev.holdfast.migration.history.HistoryTable;
import dev.holdfast.migration.phase.GateDecision;
import dev.holdfast.migration.script.ScriptFile;
import dev.holdfast.migration.script.ScriptSettings;
import dev.holdfast.migration.sql.TableName;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a run works with: the lock, the session, and who watches both. */
final class Bench implements AutoCloseable {
    private final Applying.Setting setting;
    private final MigratorLock lock;
    private final Session session;
    private final BlockerWatch watch;
    private final StepJournal journal;
    private final Ticker ticker = Ticker.system();
    private @Nullable Boolean keepsFingerprints;

    Bench(Applying.Setting setting, MigratorLock lock) {
        this.setting = setting;
        this.lock = lock;
        this.journal = new StepJournal(setting.journal().table());
        this.session = Session.open(setting.dataSource(), lock);
        this.watch = new BlockerWatch(lock.connection(), session.backend());
    }

    DataSource dataSource() {
        return setting.dataSource();
    }

    ApplyPolicy policy() {
        return setting.policy();
    }

    RunObserver observer() {
        return setting.observer();
    }

    Pause pause() {
        return setting.pause();
    }

    MigratorLock lock() {
        return lock;
    }

    Session session() {
        return session;
    }

    BlockerWatch watch() {
        return watch;
    }

    Ticker ticker() {
        return ticker;
    }

    StepJournal journal() {
        return journal;
    }

    GateDecision gate(ScriptFile script) {
        return setting.gate().check(script);
    }

    /** Makes the journal where it is missing, by a migration like any other. */
    void requireJournal() {
        try {
            if (journal.exists(lock.connection())) {
                return;
            }
        } catch (SQLException e) {
            throw DatabaseException.of("the journal of steps could not be looked for", e);
        }
        lock.alsoHold(new HistoryTable(setting.journal().source().history()));
        Applying.Done unused =
                new SourceRun(this, new Applying.Order(setting.journal().source(), true, Optional.empty())).apply();
        lookAgain();
    }

    /** What a run writes into a history; our own module's makes the table of fingerprints and so has none. */
    HistoryEntries entries(TableName history) throws SQLException {
        if (keepsFingerprints == null) {
            keepsFingerprints = fingerprints().areKept(lock.connection());
        }
        boolean kept =
                keepsFingerprints && !history.equals(setting.journal().source().history());
        return new HistoryEntries(history, kept ? Optional.of(fingerprints()) : Optional.empty());
    }

    Fingerprints fingerprints() {
        return new Fingerprints(setting.journal().fingerprints());
    }

    /** Another source begins: the one before may have made our tables. */
    void lookAgain() {
        keepsFingerprints = null;
    }

    /** How long a script's statements may wait and run. */
    Limits limits(ScriptSettings settings) {
        return new Limits(
                settings.lockTimeout().orElse(policy().lockTimeout()),
                settings.statementTimeout().orElse(policy().statementTimeout()));
    }

    /** The same for a statement that blocks nobody while it waits. */
    Limits concurrentLimits(ScriptSettings settings) {
        return new Limits(
                settings.lockTimeout().orElse(policy().concurrentWait()),
                settings.statementTimeout().orElse(policy().statementTimeout()));
    }

    @Override
    public void close() {
        watch.close();
        session.close();
    }
}
