package dev.holdfast.migration.apply.step;

import dev.holdfast.migration.sql.SqlStatement;
import dev.holdfast.migration.sql.SqlToken;
import dev.holdfast.migration.statement.effect.TransactionUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A script cut into steps: each of its own transactions is one, and so is each run of statements between them; a statement
 * that refuses a transaction is a step by itself; what {@code ALTER TYPE … ADD VALUE} adds is committed before what follows.
 *
 * @param steps in order
 */
public record StepPlan(List<Step> steps) {
    /** Copies the list. */
    public StepPlan {
        steps = List.copyOf(steps);
    }

    /**
     * Cuts a script.
     *
     * @param statements its statements
     * @param inTransaction false when the script asks for no transaction at all: each statement is a step by itself
     * @return its steps; one alone when it is one transaction
     * @throws IllegalArgumentException when it leaves a transaction open, begins one inside another, rolls one back, or
     *     prepares one; tells the line
     */
    public static StepPlan of(List<SqlStatement> statements, boolean inTransaction) {
        return new Cutting(inTransaction).cut(statements);
    }

    /**
     * Whether it is one transaction, so that nothing can be half done.
     *
     * @return true when there is nothing to journal
     */
    public boolean isOneTransaction() {
        return steps.isEmpty() || (steps.size() == 1 && steps.get(0).inTransaction());
    }

    /** Gathers statements until a step is whole. */
    private static final class Cutting {
        private static final Set<String> NO_MODE = Set.of("work", "transaction");
        private static final Set<String> SESSION_ONLY = Set.of("local", "transaction", "constraints");

        private final boolean inTransaction;
        private final List<Step> steps = new ArrayList<>();
        private final List<SqlStatement> open = new ArrayList<>();
        private String mode = "";
        private @Nullable SqlStatement begun;
        private boolean valueAdded;
        private final List<SqlStatement> settings = new ArrayList<>();
        private List<SqlStatement> prelude = List.of();

        Cutting(boolean inTransaction) {
            this.inTransaction = inTransaction;
        }

        StepPlan cut(List<SqlStatement> statements) {
            statements.forEach(this::add);
            if (begun != null) {
                // psql throws away what such a transaction did, Flyway commits it: neither is what a script can mean.
                throw refused(
                        begun, "begins a transaction that the script does not end: write COMMIT, or take BEGIN out");
            }
            close();
            return new StepPlan(steps);
        }

        private void add(SqlStatement statement) {
            TransactionUse use = TransactionUses.of(statement);
            switch (use) {
                case BEGINS -> begin(statement);
                case COMMITS -> end(statement);
                case ROLLS_BACK ->
                    throw refused(
                            statement,
                            "rolls its transaction back, so the history would call applied what is not there: take it"
                                    + " out, and what it takes back with it");
                case OUTSIDE -> outside(statement);
                default -> inside(statement, use);
            }
        }

        private void begin(SqlStatement statement) {
            if (begun != null) {
                throw refused(
                        statement,
                        "begins a transaction inside the one of line " + begun.line()
                                + ", and PostgreSQL would go on with"
                                + " that: write COMMIT between them, or take one BEGIN out");
            }
            close();
            begun = statement;
            List<SqlToken> tokens = statement.tokens();
            mode = tokens.subList(1, tokens.size()).stream()
                    .map(SqlToken::text)
                    .filter(word -> !NO_MODE.contains(word.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining(" "));
        }

        private void end(SqlStatement statement) {
            if (statement.tokens().get(0).is("prepare")) {
                throw refused(statement, "leaves a prepared transaction behind that nobody ends: write COMMIT");
            }
            String chained = mode;
            close();
            begun = null;
            // COMMIT AND CHAIN begins the next transaction at once, with the same characteristics.
            if (isChained(statement)) {
                begun = statement;
                mode = chained;
            }
        }

        private static boolean isChained(SqlStatement statement) {
            return statement.tokens().stream().anyMatch(token -> token.is("chain"))
                    && statement.tokens().stream().noneMatch(token -> token.is("no"));
        }

        private void outside(SqlStatement statement) {
            if (begun != null) {
                throw refused(statement, "refuses to run between BEGIN and COMMIT: move it out of them");
            }
            close();
            alone(statement);
        }

        private void alone(SqlStatement statement) {
            steps.add(new Step(steps.size() + 1, false, new Step.Setup("", settings), List.of(statement)));
            remember(statement);
        }

        /** What a script sets for its session holds in its later steps too, also when those run another day. */
        private void remember(SqlStatement statement) {
            List<SqlToken> tokens = statement.tokens();
            boolean sets = tokens.size() > 1
                    && (tokens.get(0).is("set") || tokens.get(0).is("reset"))
                    && SESSION_ONLY.stream().noneMatch(tokens.get(1)::is);
            if (sets) {
                settings.add(statement);
            }
        }

        private void inside(SqlStatement statement, TransactionUse use) {
            if (!inTransaction && begun == null) {
                alone(statement);
                return;
            }
            boolean adds = use == TransactionUse.COMMIT_BEFORE_USE && begun == null;
            if (valueAdded && !adds) {
                close();
            }
            if (open.isEmpty()) {
                prelude = List.copyOf(settings);
            }
            open.add(statement);
            remember(statement);
            valueAdded = adds;
        }

        private void close() {
            if (!open.isEmpty()) {
                String set = mode.isEmpty() ? "" : "SET TRANSACTION " + mode;
                steps.add(new Step(steps.size() + 1, true, new Step.Setup(set, prelude), open));
                open.clear();
            }
            mode = "";
            valueAdded = false;
        }

        private static IllegalArgumentException refused(SqlStatement statement, String why) {
            return new IllegalArgumentException(
                    "statement " + statement.number() + " (line " + statement.line() + ") " + why);
        }
    }
}
