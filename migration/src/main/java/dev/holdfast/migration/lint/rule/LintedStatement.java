package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.statement.StatementClass;
import dev.holdfast.migration.statement.effect.TransactionUse;
import dev.holdfast.migration.statement.table.AlterTable;
import dev.holdfast.migration.statement.table.CreateTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One classified statement, with what is known of the run it is part of. */
public final class LintedStatement {
    private static final String CREATE_TABLE =
            "create global|local? temporary|temp? unlogged? foreign? table if? not? exists?";

    private final LintedRun run;
    private final String script;
    private final SqlStatement statement;
    private final StatementClass classified;
    private final Clause clause;
    private final Optional<CreateTable> created;
    private final List<TableAction> actions;
    private final List<Column> columns;

    LintedStatement(LintedRun run, String script, SqlStatement statement, StatementClass classified) {
        this.run = run;
        this.script = script;
        this.statement = statement;
        this.classified = classified;
        this.clause = Clause.of(statement.tokens());
        this.created = CreateTable.parse(statement);
        this.actions = readActions();
        this.columns = Stream.concat(made(), added()).toList();
    }

    /**
     * The script it is in.
     *
     * @return the script's name
     */
    public String script() {
        return script;
    }

    /**
     * The statement itself.
     *
     * @return with its place and comments
     */
    public SqlStatement statement() {
        return statement;
    }

    /**
     * What the classifier says it is.
     *
     * @return known or unknown
     */
    public StatementClass classified() {
        return classified;
    }

    /**
     * How it stands to a transaction.
     *
     * @return {@link TransactionUse#INSIDE} when the statement is unknown
     */
    public TransactionUse transaction() {
        return classified.fold(StatementClass.Known::transaction, unknown -> TransactionUse.INSIDE);
    }

    /**
     * All of its tokens.
     *
     * @return the clause from the first token to the last
     */
    public Clause clause() {
        return clause;
    }

    /**
     * What follows its beginning.
     *
     * @param pattern as for {@link Clause#head}
     * @return the rest; empty when it begins otherwise
     */
    public Optional<Clause> head(String pattern) {
        return clause.head(pattern);
    }

    /**
     * The actions of an {@code ALTER TABLE}.
     *
     * @return in order; empty for every other statement, also for {@code ALTER TABLE ALL IN TABLESPACE}
     */
    public List<TableAction> actions() {
        return actions;
    }

    /**
     * The columns that a {@code CREATE TABLE} or {@code ALTER TABLE … ADD COLUMN} makes.
     *
     * @return in order; empty for every other statement
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * The parts of a {@code CREATE TABLE} with columns.
     *
     * @return empty for every other statement
     */
    public Optional<CreateTable> created() {
        return created;
    }

    /**
     * The table that a {@code CREATE TABLE} makes, with columns or from a query.
     *
     * @return its name, folded; empty for every other statement, also for a temporary table
     */
    public Optional<String> createdTable() {
        boolean temporary = clause.begins("create global|local? temporary|temp");
        return temporary ? Optional.empty() : clause.head(CREATE_TABLE).flatMap(Clause::name);
    }

    /**
     * What came before it.
     *
     * @return the run, as it stands before this statement
     */
    public LintedRun run() {
        return run;
    }

    /**
     * Whether a later statement of the same script makes an object of a name, or does something else to it.
     *
     * @param pattern that statement's beginning up to the name, as for {@link Clause#head}
     * @param name the name, folded
     * @return true when one does
     */
    public boolean isMadeAgain(String pattern, String name) {
        return run.after(statement)
                .flatMap(later -> Clause.of(later.tokens()).head(pattern).stream())
                .flatMap(rest -> rest.name().stream())
                .anyMatch(name::equals);
    }

    /**
     * Whether a later statement of the same script ends the transaction that this one is in.
     *
     * @return false when it is left open at the script's end
     */
    public boolean isEndedLater() {
        return run.usesAfter(statement)
                .anyMatch(use -> use == TransactionUse.COMMITS || use == TransactionUse.ROLLS_BACK);
    }

    private List<TableAction> readActions() {
        return AlterTable.parse(statement)
                .map(alter -> alter.actions().stream()
                        .map(action -> new TableAction(alter.name(), action))
                        .toList())
                .orElse(List.of());
    }

    private Stream<Column> made() {
        return created.stream()
                .flatMap(table -> table.columns().stream().map(column -> new Column(table.name(), false, column)));
    }

    private Stream<Column> added() {
        return actions.stream()
                .flatMap(it -> it.action().column().stream().map(column -> new Column(it.table(), true, column)));
    }
}
