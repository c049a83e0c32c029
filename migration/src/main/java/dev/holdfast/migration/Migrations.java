package dev.holdfast.migration;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.verify.Expectation;
import dev.holdfast.migration.verify.Verification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Applies, verifies and takes back the migrations of Holdfast's modules and of the host, on Flyway's history.
 *
 * <p>Each module and the host have a history table of their own; a plain Flyway can read and continue every one of them.
 *
 * <p><em>Transaction.</em> Owns: takes connections from the data source, which must reach PostgreSQL directly (not
 * through a pooler in transaction mode), and uses up to four of them at once. Each migration is one transaction; an undo
 * script and its history row are one transaction.
 *
 * <p><em>Concurrency.</em> Thread-safe. Of several migrators on one namespace, in this JVM or any other, one works and
 * the others wait.
 */
public final class Migrations {
    private final DataSource dataSource;
    private final MigrationSet set;
    private final MigrationPolicy policy;
    private final FlywayEngine engine;

    private Migrations(DataSource dataSource, MigrationSet set, MigrationPolicy policy) {
        this.dataSource = dataSource;
        this.set = set;
        this.policy = policy;
        this.engine = new FlywayEngine(dataSource, policy);
    }

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
        return new Migrations(dataSource, set, policy);
    }

    /**
     * What is applied, pending and failed. Changes nothing and waits for nobody.
     *
     * @return the status of every source, in order
     * @throws MigrationException when scripts are malformed or the database does not answer
     */
    public MigrationStatus status() {
        return new MigrationStatus(set.sources().stream().map(engine::info).toList());
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
     * Declares that the host's schema, which has no history yet, already is at a version.
     *
     * <p>Never done by itself: a history that begins in the middle is a decision.
     *
     * @param version the version that the schema has; {@code 0} when none of the host's migrations has been applied
     * @throws MigrationException when there is a history already
     */
    public void baselineHost(String version) {
        locked(lock -> {
            engine.baseline(set.source(MigrationSet.HOST), version);
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
        set.sources().forEach(source -> problems.addAll(engine.validate(source)));
        problems.addAll(Expectation.unmet(dataSource, Arrays.asList(expectations)));
        return new Verification(problems);
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
        return locked(lock -> undoing(source).undo(version));
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
        return locked(lock -> {
            Undoing undoing = undoing(source);
            List<String> undone = new ArrayList<>();
            for (Optional<String> next = undoing.newest(); next.isPresent(); next = undoing.newest()) {
                lock.requireHeld();
                String version = next.get();
                if (undoing.undo(version) instanceof UndoResult.Refused refused) {
                    return new RemovalResult.Stopped(undone, refused);
                }
                undone.add(version);
            }
            return new RemovalResult.Removed(undone, undoing.dropHistory());
        });
    }

    @Override
    public String toString() {
        return "Migrations[" + set + "]";
    }

    private MigrationResult migrate(Optional<String> hostVersion) {
        return locked(lock -> {
            List<MigrationResult.Applied> applied = new ArrayList<>();
            for (MigrationSource source : set.sources()) {
                lock.requireHeld();
                applied.addAll(engine.migrate(source, MigrationSet.isModule(source) ? Optional.empty() : hostVersion));
            }
            return new MigrationResult(applied);
        });
    }

    private Undoing undoing(String source) {
        return new Undoing(dataSource, policy.lockTimeout(), set.source(source));
    }

    @CanIgnoreReturnValue
    private <T> T locked(Function<MigratorLock, T> work) {
        try (MigratorLock lock =
                MigratorLock.acquire(dataSource, set.namespace().schema(), policy.migratorWait())) {
            return work.apply(lock);
        }
    }
}
