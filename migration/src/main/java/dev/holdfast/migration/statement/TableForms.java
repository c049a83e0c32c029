package dev.holdfast.migration.statement;

import dev.holdfast.migration.sql.TokenCursor;
import dev.holdfast.migration.statement.effect.Effect;
import dev.holdfast.migration.statement.effect.LockMode;
import dev.holdfast.migration.statement.effect.TransactionUse;
import dev.holdfast.migration.statement.table.AlterAction;
import dev.holdfast.migration.statement.table.AlterAction.Kind;
import dev.holdfast.migration.statement.table.AlterTable;
import dev.holdfast.migration.statement.table.ColumnDefinition;
import dev.holdfast.migration.statement.table.Constraint;
import dev.holdfast.migration.statement.table.CreateTable;
import dev.holdfast.migration.statement.table.Volatility;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CREATE TABLE and the ALTER of tables, views and indexes: what each action locks, rewrites and reads. Source: PostgreSQL
 * manual, ALTER TABLE, ALTER INDEX, CREATE TABLE.
 */
final class TableForms {
    private static final Set<Kind> SHARE_UPDATE_EXCLUSIVE = Set.of(
            Kind.SET_STATISTICS,
            Kind.COLUMN_SETTINGS,
            Kind.CLUSTER_ON,
            Kind.VALIDATE_CONSTRAINT,
            Kind.ATTACH_PARTITION,
            Kind.DETACH_PARTITION_CONCURRENTLY,
            Kind.DETACH_PARTITION_FINALIZE);

    /** Storage parameters whose change concerns what queries do; all others leave readers and writers alone. */
    private static final Set<String> STRONG_SETTINGS = Set.of(
            "user_catalog_table",
            "security_barrier",
            "security_invoker",
            "check_option",
            "fastupdate",
            "autosummarize",
            "pages_per_range",
            "buffering",
            "gin_pending_list_limit");

    private static final Set<Kind> REWRITES = Set.of(
            Kind.SET_LOGGED, Kind.SET_UNLOGGED, Kind.SET_TABLESPACE, Kind.SET_ACCESS_METHOD, Kind.SET_EXPRESSION);

    /** Whether rows are read depends: a valid CHECK, a validated constraint or the partition's own one spares it. */
    private static final Set<Kind> MAY_SCAN =
            Set.of(Kind.SET_NOT_NULL, Kind.VALIDATE_CONSTRAINT, Kind.ATTACH_PARTITION);

    private TableForms() {}

    static Optional<StatementClass> create(TokenCursor cursor) {
        boolean foreign = cursor.at("create", "foreign");
        return CreateTable.read(cursor).map(table -> {
            Facts facts = new Facts(foreign ? "CREATE FOREIGN TABLE" : "CREATE TABLE").target(table.name());
            facts.lock(table.sources().like(), LockMode.ACCESS_SHARE);
            facts.lock(table.sources().inherits(), LockMode.SHARE_UPDATE_EXCLUSIVE);
            table.sources()
                    .partitionOf()
                    .ifPresent(parent ->
                            facts.lock(parent, LockMode.ACCESS_EXCLUSIVE).scans(Effect.DEPENDS));
            table.columns().stream()
                    .flatMap(column -> column.constraints().stream())
                    .forEach(it -> references(it, facts));
            table.constraints().forEach(it -> references(it, facts));
            return facts.known();
        });
    }

    private static void references(Constraint constraint, Facts facts) {
        constraint
                .references()
                .filter(table -> !facts.targets().contains(table))
                .ifPresent(table -> facts.lock(table, LockMode.SHARE_ROW_EXCLUSIVE));
    }

    static Optional<StatementClass> alter(TokenCursor cursor) {
        return AlterTable.readRelation(cursor).map(table -> {
            Facts facts = new Facts("ALTER " + table.relation().toUpperCase(Locale.ROOT)).target(table.name());
            boolean stored =
                    table.relation().equals("table") || table.relation().equals("materialized view");
            for (AlterAction action : table.actions()) {
                Optional<Constraint> constraint = action.constraint();
                Optional<ColumnDefinition> column = action.column();
                facts.lock(table.name(), lock(table.relation(), action, constraint));
                constraint.ifPresent(it -> references(it, facts));
                column.ifPresent(it -> it.constraints().forEach(own -> references(own, facts)));
                others(action, facts);
                if (stored) {
                    Effect rewrite = column.map(TableForms::rewrite).orElseGet(() -> rewrite(action));
                    facts.rewrites(rewrite)
                            .scans(column.map(it -> scan(it, rewrite)).orElse(rewrite))
                            .scans(constraint.map(TableForms::validation).orElse(Effect.NO))
                            .scans(MAY_SCAN.contains(action.kind()) ? Effect.DEPENDS : Effect.NO)
                            .losesData(action.kind() == Kind.DROP_COLUMN);
                }
            }
            return facts.known();
        });
    }

    private static LockMode lock(String relation, AlterAction action, Optional<Constraint> constraint) {
        boolean foreignKey = constraint
                .filter(it -> it.kind() == Constraint.Kind.FOREIGN_KEY)
                .isPresent();
        return switch (action.kind()) {
            case SWITCH_TRIGGER -> LockMode.SHARE_ROW_EXCLUSIVE;
            case ADD_CONSTRAINT -> foreignKey ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
            case SETTINGS -> isStrong(action) ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE;
            case RENAME -> relation.equals("index") ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
            default ->
                SHARE_UPDATE_EXCLUSIVE.contains(action.kind())
                        ? LockMode.SHARE_UPDATE_EXCLUSIVE
                        : LockMode.ACCESS_EXCLUSIVE;
        };
    }

    private static boolean isStrong(AlterAction action) {
        return action.cursor()
                .parenthesised()
                .filter(options -> options.commaSeparated().stream()
                        .anyMatch(it ->
                                it.name().filter(STRONG_SETTINGS::contains).isPresent()))
                .isPresent();
    }

    /** Locks on partitions and parents, which an action names beside its table. */
    private static void others(AlterAction action, Facts facts) {
        String other = action.name().orElse("");
        switch (action.kind()) {
            case ATTACH_PARTITION, DETACH_PARTITION, DETACH_PARTITION_FINALIZE ->
                facts.lock(other, LockMode.ACCESS_EXCLUSIVE);
            case DETACH_PARTITION_CONCURRENTLY ->
                facts.lock(other, LockMode.ACCESS_EXCLUSIVE).transaction(TransactionUse.OUTSIDE);
            case INHERIT -> facts.lock(other, LockMode.SHARE_UPDATE_EXCLUSIVE);
            case NO_INHERIT -> facts.lock(other, LockMode.ACCESS_SHARE);
            default -> {}
        }
    }

    private static Effect rewrite(AlterAction action) {
        if (action.kind() == Kind.COLUMN_TYPE) {
            return Effect.DEPENDS;
        }
        return REWRITES.contains(action.kind()) ? Effect.YES : Effect.NO;
    }

    private static Effect validation(Constraint constraint) {
        if (constraint.isNotValid()) {
            return Effect.NO;
        }
        return constraint.usingIndex().isEmpty()
                ? Effect.YES
                // A primary key makes its columns NOT NULL, which reads the table unless they are.
                : constraint.kind() == Constraint.Kind.PRIMARY_KEY ? Effect.DEPENDS : Effect.NO;
    }

    private static Effect rewrite(ColumnDefinition column) {
        if (column.isSerial() || column.constraint(Constraint.Kind.IDENTITY).isPresent()) {
            return Effect.YES;
        }
        Optional<Constraint> generated = column.constraint(Constraint.Kind.GENERATED);
        if (generated.isPresent()) {
            return generated.get().isStored() ? Effect.YES : Effect.NO;
        }
        Volatility volatility = column.constraint(Constraint.Kind.DEFAULT)
                .map(it -> Volatility.of(it.cursor()))
                .orElse(Volatility.STEADY);
        // A domain with a constraint is checked row by row, and only the catalog knows a domain from a type.
        return switch (volatility) {
            case VOLATILE -> Effect.YES;
            case UNKNOWN -> Effect.DEPENDS;
            case STEADY -> column.isBuiltIn() ? Effect.NO : Effect.DEPENDS;
        };
    }

    private static Effect scan(ColumnDefinition column, Effect rewrite) {
        boolean filled = column.constraint(Constraint.Kind.DEFAULT).isPresent();
        boolean checked = Stream.of(Constraint.Kind.CHECK, Constraint.Kind.UNIQUE, Constraint.Kind.PRIMARY_KEY)
                .anyMatch(kind -> column.constraint(kind).isPresent());
        boolean referring = column.constraint(Constraint.Kind.FOREIGN_KEY).isPresent();
        boolean notNull = column.constraint(Constraint.Kind.NOT_NULL).isPresent();
        return checked || (referring && filled) || (notNull && !filled) ? Effect.YES : rewrite;
    }
}
