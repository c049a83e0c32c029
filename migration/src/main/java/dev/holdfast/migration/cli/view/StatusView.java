package dev.holdfast.migration.cli.view;

import dev.holdfast.migration.MigrationStatus;
import dev.holdfast.migration.MigrationStatus.History;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.MigrationStatus.Step;
import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A status, shown.
 *
 * @param status what to show
 */
public record StatusView(MigrationStatus status) {
    /**
     * For machines.
     *
     * @return the histories with their migrations
     */
    public Facts facts() {
        return Facts.of("current", status.isCurrent())
                .and(
                        "histories",
                        status.histories().stream().map(StatusView::facts).toList());
    }

    /**
     * For people.
     *
     * @param style what the terminal can show
     * @return a table for each history and a line that sums up
     */
    public String text(Style style) {
        StringBuilder out = new StringBuilder();
        for (History history : status.histories()) {
            out.append(Style.safe(history.source() + ", history in " + history.table()))
                    .append('\n');
            Table table = new Table("", "version", "description", "state", "when", "took");
            history.steps().forEach(step -> table.row(cells(step, style)));
            out.append(table.print(style));
            history.steps().stream()
                    .flatMap(step -> step.interruption().stream())
                    .forEach(it -> out.append(style.mark(Mark.BAD))
                            .append(' ')
                            .append(interrupted(it))
                            .append('\n'));
            out.append(summary(history)).append('\n');
        }
        return out.toString();
    }

    private static String interrupted(MigrationStatus.Interruption it) {
        return Style.safe("stopped at step " + it.step() + " of " + it.of()
                + (it.begun() ? ", which may have left something: " : ", which had not begun: ") + it.next());
    }

    private static String[] cells(Step step, Style style) {
        List<String> cells = new ArrayList<>();
        cells.add(style.withoutColour().mark(mark(step.state())));
        cells.add(step.version().orElse("repeatable"));
        cells.add(step.description());
        cells.add(word(step.state()));
        cells.add(step.run().map(run -> Times.shown(run.at())).orElse(""));
        cells.add(step.run().map(run -> Times.shown(run.took())).orElse(""));
        return cells.toArray(String[]::new);
    }

    private static String summary(History history) {
        int failed = history.in(State.FAILED).size();
        return history.in(State.APPLIED).size() + " applied, "
                + history.in(State.PENDING).size() + " pending, " + (failed == 0 ? "" : failed + " failed, ")
                + history.steps().size() + " total";
    }

    private static Mark mark(State state) {
        return switch (state) {
            case APPLIED, BASELINE -> Mark.GOOD;
            case FAILED, MISSING, INTERRUPTED -> Mark.BAD;
            default -> Mark.WAITING;
        };
    }

    private static Map<String, Object> facts(History history) {
        return Facts.of("source", history.source())
                .and("historyTable", history.table().toString())
                .and(
                        "migrations",
                        history.steps().stream().map(StatusView::facts).toList())
                .map();
    }

    private static Map<String, Object> facts(Step step) {
        return Facts.of("script", step.script())
                .and("version", step.version())
                .and("description", step.description())
                .and("state", word(step.state()))
                .and("by", step.run().map(MigrationStatus.Run::by))
                .and("at", step.run().map(run -> run.at().toString()))
                .and("tookMs", step.run().map(run -> run.took().toMillis()))
                .and("next", step.interruption().map(MigrationStatus.Interruption::next))
                .map();
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
