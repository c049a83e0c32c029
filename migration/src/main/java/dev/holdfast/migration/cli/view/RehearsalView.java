package dev.holdfast.migration.cli.view;

import dev.holdfast.migration.cli.output.Facts;
import dev.holdfast.migration.cli.output.Mark;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.output.Table;
import dev.holdfast.migration.rehearse.probe.Relation;
import dev.holdfast.migration.rehearse.result.MigrationRehearsal;
import dev.holdfast.migration.rehearse.result.RehearsalReport;
import dev.holdfast.migration.rehearse.result.RehearsalResult.Failed;
import dev.holdfast.migration.rehearse.result.StatementRehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rehearsal, shown.
 *
 * @param report what happened
 * @param failure where it failed; empty when it did not
 */
public record RehearsalView(RehearsalReport report, Optional<Failed> failure) {
    /**
     * For machines.
     *
     * @return the migrations with what their statements did, the catalog's difference, and the failure
     */
    public Facts facts() {
        return Facts.of(
                        "migrations",
                        report.migrations().stream().map(RehearsalView::facts).toList())
                .and(
                        "schemaDiff",
                        report.diff().changes().stream().map(Object::toString).toList())
                .and("mismatches", report.mismatches())
                .and("nothingStayed", report.aftermath().map(it -> it.nothingStayed()))
                .and("failedAt", failure.map(it -> it.at().migration().title()))
                .and("line", failure.map(it -> it.at().line()))
                .and("sqlState", failure.map(Failed::sqlState))
                .and("message", failure.map(Failed::message));
    }

    /**
     * For people.
     *
     * @param style what the terminal can show
     * @return a table for each migration, the difference, and how it ended
     */
    public String text(Style style) {
        StringBuilder out = new StringBuilder();
        for (MigrationRehearsal migration : report.migrations()) {
            out.append(Style.safe(migration.candidate().title())).append('\n');
            Table table = new Table("line", "statement", "took", "rows", "locks felt by others", "whole tables");
            migration
                    .statements()
                    .forEach(one -> table.row(
                            String.valueOf(one.line()),
                            one.command(),
                            Times.shown(one.seen().took()),
                            one.rows() < 0 ? "" : String.valueOf(one.rows()),
                            String.join("; ", one.blocks()),
                            String.join("; ", wholeTables(one))));
            out.append(table.print(style));
            migration
                    .undo()
                    .ifPresent(
                            undo -> out.append("undo: ").append(undo.verdict()).append('\n'));
        }
        out.append(Style.safe(report.diff().print())).append(report.diff().isEmpty() ? "" : "\n");
        report.mismatches()
                .forEach(one -> out.append(style.mark(Mark.WAITING))
                        .append(" foretold otherwise: ")
                        .append(Style.safe(one))
                        .append('\n'));
        return out.append(end(style)).append('\n').toString();
    }

    private String end(Style style) {
        return failure.map(it -> style.mark(Mark.BAD) + " failed at "
                        + Style.safe(it.at().migration().title())
                        + (it.at().line() > 0 ? " line " + it.at().line() : "") + ": " + Style.safe(it.message())
                        + " [SQLSTATE " + it.sqlState() + "]; nothing stays")
                .orElseGet(
                        () -> style.mark(Mark.GOOD) + " " + report.migrations().size() + " rehearsed; nothing stays");
    }

    private static List<String> wholeTables(StatementRehearsal one) {
        List<String> all = new ArrayList<>();
        one.seen().rewrittenTables().forEach(table -> all.add(table + " rewritten"));
        one.seen().fullScans().forEach(table -> all.add(table + " scanned"));
        return all;
    }

    private static Map<String, Object> facts(MigrationRehearsal migration) {
        return Facts.of("source", migration.candidate().source())
                .and("version", migration.candidate().version())
                .and("title", migration.candidate().title())
                .and("tookMs", migration.took().toMillis())
                .and("undo", migration.undo().map(undo -> undo.verdict()))
                .and(
                        "statements",
                        migration.statements().stream()
                                .map(RehearsalView::facts)
                                .toList())
                .map();
    }

    private static Map<String, Object> facts(StatementRehearsal one) {
        return Facts.of("number", one.number())
                .and("line", one.line())
                .and("command", one.command())
                .and("tookMs", one.seen().took().toMillis())
                .and("rows", one.rows())
                .and("expectedLocks", one.expectedLocks())
                .and("locks", one.seen().locks().stream().map(Object::toString).toList())
                .and(
                        "rewritten",
                        one.seen().rewrittenTables().stream()
                                .map(Relation::toString)
                                .toList())
                .and(
                        "scanned",
                        one.seen().fullScans().stream().map(Relation::toString).toList())
                .and("mismatch", one.mismatch())
                .map();
    }
}
