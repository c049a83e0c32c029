package dev.holdfast.migration.cli.view;

import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.output.Table;
import dev.holdfast.migration.rehearse.plan.PlannedMigration;
import dev.holdfast.migration.rehearse.plan.PlannedStatement;
import dev.holdfast.migration.rehearse.plan.RehearsalPlan;
import java.util.Locale;
import java.util.Map;

/**
 * A plan, shown.
 *
 * @param plan what to show
 */
public record PlanView(RehearsalPlan plan) {
    /**
     * For machines.
     *
     * @return the migrations with their statements, and what is not understood
     */
    public Facts facts() {
        return Facts.of(
                        "migrations",
                        plan.migrations().stream().map(PlanView::facts).toList())
                .and("unknown", plan.unknowns());
    }

    /**
     * For people.
     *
     * @param style what the terminal can show
     * @return each migration with its statements and their locks
     */
    public String text(Style style) {
        if (plan.migrations().isEmpty()) {
            return style.mark(Mark.GOOD) + " nothing is pending\n";
        }
        StringBuilder out = new StringBuilder();
        for (PlannedMigration migration : plan.migrations()) {
            out.append(Style.safe(migration.candidate().title())).append('\n');
            Table table = new Table("", "line", "statement", "expected lock");
            migration.statements().forEach(one -> rows(table, one));
            out.append(table.print(style));
        }
        plan.unknowns()
                .forEach(one -> out.append(style.mark(Mark.BAD))
                        .append(" not understood: ")
                        .append(Style.safe(one))
                        .append('\n'));
        return out.append(plan.migrations().size())
                .append(" would be applied; nothing was\n")
                .toString();
    }

    private static void rows(Table table, PlannedStatement one) {
        String line = String.valueOf(one.statement().line());
        String number = String.valueOf(one.statement().number());
        if (one.expectedLocks().isEmpty()) {
            table.row(number, line, one.command(), "");
        }
        for (String lock : one.expectedLocks()) {
            boolean first = lock.equals(one.expectedLocks().get(0));
            table.row(first ? number : "", first ? line : "", first ? one.command() : "", lock);
        }
    }

    private static Map<String, Object> facts(PlannedMigration migration) {
        return Facts.of("source", migration.candidate().source())
                .and("version", migration.candidate().version())
                .and("title", migration.candidate().title())
                .and(
                        "statements",
                        migration.statements().stream().map(PlanView::facts).toList())
                .map();
    }

    private static Map<String, Object> facts(PlannedStatement one) {
        return Facts.of("number", one.statement().number())
                .and("line", one.statement().line())
                .and("command", one.command())
                .and("transaction", one.use().name().toLowerCase(Locale.ROOT))
                .and("expectedLocks", one.expectedLocks())
                .and("unknown", one.unknown())
                .map();
    }
}
