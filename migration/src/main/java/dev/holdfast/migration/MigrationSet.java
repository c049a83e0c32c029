package dev.holdfast.migration;

import dev.holdfast.core.Namespace;
import dev.holdfast.core.SchemaModule;
import dev.holdfast.migration.apply.run.Applying.Journal;
import dev.holdfast.migration.apply.run.Applying.Order;
import dev.holdfast.migration.rehearse.Subject;
import dev.holdfast.migration.rehearse.Subject.Execution;
import dev.holdfast.migration.script.MigrationSource;
import dev.holdfast.migration.snapshot.SnapshotScope;
import dev.holdfast.migration.sql.SqlScript;
import dev.holdfast.migration.sql.TableName;
import dev.holdfast.migration.statement.StatementClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * What belongs into a database: Holdfast's modules in their order, then the host's own migrations.
 *
 * <p>A value; each {@code with} gives a new one.
 */
public final class MigrationSet {
    /** The name under which the host's own migrations are spoken of; no module may have it. */
    public static final String HOST = "host";

    private final Namespace namespace;
    private final List<SchemaModule> modules;
    private final @Nullable HostMigrations host;

    private MigrationSet(Namespace namespace, List<SchemaModule> modules, @Nullable HostMigrations host) {
        this.namespace = namespace;
        this.modules = List.copyOf(modules);
        this.host = host;
    }

    /**
     * Nothing yet.
     *
     * @param namespace where the modules' tables go
     * @return a set to add to
     */
    public static MigrationSet in(Namespace namespace) {
        return new MigrationSet(namespace, List.of(), null);
    }

    /**
     * The same with more modules, after those it has.
     *
     * @param more the modules
     * @return the set
     * @throws IllegalArgumentException when a name is taken
     */
    public MigrationSet withModules(SchemaModule... more) {
        List<SchemaModule> all = new ArrayList<>(modules);
        all.addAll(Arrays.asList(more));
        Set<String> names = new HashSet<>(Set.of(HOST));
        for (SchemaModule module : all) {
            if (!names.add(module.name())) {
                throw new IllegalArgumentException(
                        "module names must differ, and none may be '" + HOST + "', got '" + module.name() + "' again");
            }
        }
        return new MigrationSet(namespace, all, host);
    }

    /**
     * The same with the host's own migrations, which come last.
     *
     * @param migrations the host's migrations
     * @return the set
     */
    public MigrationSet withHost(HostMigrations migrations) {
        return new MigrationSet(namespace, modules, migrations);
    }

    /**
     * Where the modules' tables go.
     *
     * @return the namespace
     */
    public Namespace namespace() {
        return namespace;
    }

    Optional<HostMigrations> host() {
        return Optional.ofNullable(host);
    }

    List<MigrationSource> sources() {
        List<MigrationSource> sources = new ArrayList<>();
        modules.forEach(module -> sources.add(MigrationSource.of(module, namespace)));
        Optional.ofNullable(host).map(HostMigrations::source).ifPresent(sources::add);
        return sources;
    }

    /** The histories of the sources; reads no script, as the sources do. */
    List<TableName> histories() {
        return Stream.concat(
                        modules.stream().map(module -> MigrationSource.history(module, namespace)),
                        host().map(HostMigrations::history).stream())
                .toList();
    }

    /**
     * What migrators of this set exclude each other by: the namespace, which modules share; a host alone by its history, so
     * that tenants do not wait for each other.
     */
    String lockName() {
        return modules.isEmpty() && host != null ? host.schema() + "." + host.historyTable() : namespace.schema();
    }

    /** Whether a source is a module, whose schema is shared with others and created when missing. */
    static boolean isModule(MigrationSource source) {
        return !source.name().equals(HOST);
    }

    MigrationSource source(String name) {
        return sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("source must be one of "
                        + sources().stream().map(MigrationSource::name).toList() + ", got '" + name + "'"));
    }

    /** Everything pending, in the order of the sources, applied as the policy says. */
    Subject rehearsed(DataSource dataSource, MigrationPolicy policy, Optional<MigrationVersion> hostVersion) {
        List<Order> orders = sources().stream()
                .map(source -> new Order(source, isModule(source), isModule(source) ? Optional.empty() : hostVersion))
                .toList();
        Execution execution =
                new Execution(orders, namespace.schema(), MigrationSchema.journal(namespace), policy.apply());
        return new Subject(dataSource, execution, scope());
    }

    /** Everything but what the executor makes by itself: its histories and its own tables are not what a migration does. */
    SnapshotScope scope() {
        Journal journal = MigrationSchema.journal(namespace);
        Stream<String> histories = Stream.concat(Stream.of(journal.source().history()), histories().stream())
                .map(Object::toString);
        return SnapshotScope.everything()
                .ignoring(Stream.concat(histories, tables(journal.source()))
                        .distinct()
                        .toArray(String[]::new));
    }

    /** The tables that a source's scripts make: the executor makes its own with the first migration that needs them. */
    private static Stream<String> tables(MigrationSource source) {
        return source.scripts().stream()
                .flatMap(script -> SqlScript.parse(script.text()).statements().stream())
                .flatMap(statement -> StatementClassifier.classify(statement)
                        .<List<String>>fold(
                                known -> known.command().equals("CREATE TABLE") ? known.targets() : List.of(),
                                unknown -> List.of())
                        .stream());
    }

    @Override
    public String toString() {
        return "MigrationSet[" + namespace + ", " + modules + ", " + host + "]";
    }
}
