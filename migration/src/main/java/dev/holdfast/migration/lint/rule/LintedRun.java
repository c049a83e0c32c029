package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.StatementClass;
import dev.holdfast.migration.statement.effect.TransactionUse;
import dev.holdfast.migration.statement.table.Constraint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A run of scripts up to the statement that is looked at.
 *
 * <p>A script is one transaction, as {@code migrate} runs it, unless it holds a statement that refuses one; then each of
 * its statements is one. <em>Concurrency.</em> Not thread-safe; what it says holds while a rule is checking.
 */
public final class LintedRun {
    private final LintTarget target;
    private final Function<SqlStatement, StatementClass> classifier;
    private final NewRelations relations = new NewRelations();
    private final NotNullChecks checks = new NotNullChecks();
    private final Set<String> newEnumValues = new HashSet<>();
    private final Set<String> newTypes = new HashSet<>();
    private final Set<String> changedTables = new HashSet<>();
    private final Set<String> unvalidated = new HashSet<>();
    private List<SqlStatement> script = List.of();
    private boolean scriptIsTransaction;
    private boolean open;

    /**
     * A run of which nothing is read yet.
     *
     * @param target the database it is for
     * @param classifier says what a statement is
     */
    public LintedRun(LintTarget target, Function<SqlStatement, StatementClass> classifier) {
        this.target = target;
        this.classifier = classifier;
    }

    /**
     * Begins a script; what the last one left in its transaction is committed.
     *
     * @param statements the script's statements
     */
    public void begin(List<SqlStatement> statements) {
        script = List.copyOf(statements);
        open = false;
        committed();
        scriptIsTransaction = statements.stream()
                .map(classifier)
                .noneMatch(it -> it.fold(StatementClass.Known::transaction, unknown -> TransactionUse.INSIDE)
                        == TransactionUse.OUTSIDE);
    }

    /**
     * A statement of the script, before it is run.
     *
     * @param script the script's name
     * @param statement the statement
     * @return the statement as rules see it
     */
    public LintedStatement read(String script, SqlStatement statement) {
        return new LintedStatement(this, script, statement, classifier.apply(statement));
    }

    /**
     * Notes what a statement has done.
     *
     * @param done the statement that {@link #read} gave
     */
    public void note(LintedStatement done) {
        noteTransaction(done.transaction());
        relations.note(done);
        checks.note(done);
        done.head("create type").flatMap(Clause::name).ifPresent(newTypes::add);
        addedEnumValue(done).ifPresent(newEnumValues::add);
        done.actions().forEach(action -> {
            changedTables.add(NewRelations.normal(action.table()));
            action.action()
                    .constraint()
                    .filter(Constraint::isNotValid)
                    .flatMap(Constraint::name)
                    .ifPresent(unvalidated::add);
        });
        if (!inTransaction()) {
            committed();
        }
    }

    /**
     * The database the run is for.
     *
     * @return the target
     */
    public LintTarget target() {
        return target;
    }

    /**
     * Whether a relation was made in this run.
     *
     * @param relation a table, view, or an index of a table made in this run; folded
     * @return true when nobody can be using it yet
     */
    public boolean isNew(String relation) {
        return relations.contains(relation);
    }

    /**
     * Whether a BEGIN of the script is open.
     *
     * @return true between BEGIN and the end of that transaction
     */
    public boolean isOpen() {
        return open;
    }

    /**
     * Whether the statement shares its transaction with others.
     *
     * @return false in a script with a statement that refuses a transaction, outside BEGIN
     */
    public boolean inTransaction() {
        return open || scriptIsTransaction;
    }

    /**
     * Whether a validated check of this run proves that a column holds no NULL.
     *
     * @param table the table, folded
     * @param column the column, folded
     * @return true when it does
     */
    public boolean isProvenNotNull(String table, String column) {
        return checks.isProven(table, column);
    }

    /**
     * Whether a check constraint of the table was validated in this run.
     *
     * @param table the table, folded
     * @return true when one was
     */
    public boolean hasValidatedCheck(String table) {
        return checks.hasValidated(table);
    }

    /**
     * Whether the present transaction added this value to an enum that was there before it.
     *
     * @param literal the value as the script writes it, in quotes
     * @return true when it cannot be used yet
     */
    public boolean isUncommittedEnumValue(String literal) {
        return newEnumValues.contains(literal);
    }

    /**
     * Whether the present transaction has altered the table.
     *
     * @param table the table, folded
     * @return true when its lock is held
     */
    public boolean isAltered(String table) {
        return changedTables.contains(NewRelations.normal(table));
    }

    /**
     * Whether the present transaction has added the constraint as NOT VALID.
     *
     * @param constraint its name, folded
     * @return true when it did
     */
    public boolean isAddedNotValid(String constraint) {
        return unvalidated.contains(constraint);
    }

    /** What follows a statement in its script. */
    Stream<SqlStatement> after(SqlStatement statement) {
        return script.stream().filter(later -> later.number() > statement.number());
    }

    /** How what follows a statement in its script stands to a transaction. */
    Stream<TransactionUse> usesAfter(SqlStatement statement) {
        return after(statement)
                .map(classifier)
                .map(it -> it.fold(StatementClass.Known::transaction, unknown -> TransactionUse.INSIDE));
    }

    private void noteTransaction(TransactionUse use) {
        switch (use) {
            case BEGINS -> open = true;
            case COMMITS, ROLLS_BACK -> {
                open = false;
                committed();
            }
            default -> {
                // The transaction goes on.
            }
        }
    }

    private Optional<String> addedEnumValue(LintedStatement done) {
        Optional<Clause> rest = done.head("alter type");
        // Values of a type made in the same transaction may be used at once.
        if (rest.flatMap(Clause::name).filter(type -> !newTypes.contains(type)).isEmpty()) {
            return Optional.empty();
        }
        return rest.flatMap(name -> name.afterName().head("add value if? not? exists?"))
                .filter(value -> !value.isEmpty())
                .map(value -> value.tokens().get(0))
                .filter(token -> token.kind() == SqlToken.Kind.STRING)
                .map(SqlToken::text);
    }

    private void committed() {
        newEnumValues.clear();
        newTypes.clear();
        changedTables.clear();
        unvalidated.clear();
    }
}
