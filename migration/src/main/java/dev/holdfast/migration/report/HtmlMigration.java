package dev.holdfast.migration.report;

import dev.holdfast.core.html.Markup;
import dev.holdfast.migration.record.RunRecord.Finding;
import dev.holdfast.migration.record.RunRecord.MigrationRun;
import dev.holdfast.migration.record.RunRecord.StatementRun;
import dev.holdfast.migration.record.RunRecord.UndoRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One migration of the page: its statements, the proof of its undo, what lint found. */
final class HtmlMigration {
    private static final List<String> COLUMNS =
            List.of("No.", "Line", "Command", "Took", "Locks", "Keeps waiting", "Rows", "Notes");

    private final Markup html;

    HtmlMigration(Markup html) {
        this.html = html;
    }

    void write(MigrationRun migration, int number, boolean open) {
        String id = "m" + number;
        html.open(
                "details",
                open || Overview.failed(migration)
                        ? new String[] {"class", "migration", "id", id, "open", "open"}
                        : new String[] {"class", "migration", "id", id});
        summary(migration);
        html.open("dl", "class", "origin");
        fact(html, "File", migration.script());
        fact(html, "SHA-256", migration.sha256());
        html.close();
        statements(migration);
        migration.undo().ifPresent(this::undo);
        findings(migration.findings());
        html.close().line();
    }

    private void summary(MigrationRun migration) {
        html.open("summary").element("h3", Shown.name(migration) + " · " + migration.description());
        html.text(" ").element("span", Shown.constant(migration.result()), "class", "badge " + state(migration));
        html.text(" ").element("span", Shown.duration(migration.took()), "class", "soft");
        if (migration.attempts() > 1) {
            html.text(" ").element("span", Shown.count(migration.attempts(), "attempt"), "class", "badge warn");
        }
        migration.undo().ifPresent(undo -> {
            UndoVerdict verdict = UndoVerdict.of(undo);
            html.text(" ").element("span", "undo " + undo.verdict(), "class", "badge " + state(verdict));
        });
        long standing = migration.findings().stream().filter(Overview::stands).count();
        if (standing > 0) {
            html.text(" ").element("span", Shown.count(standing, "finding"), "class", "badge warn");
        }
        html.close();
    }

    private void statements(MigrationRun migration) {
        if (migration.statements().isEmpty()) {
            html.element("p", "No statements were recorded.", "class", "soft");
            return;
        }
        html.open("table", "class", "cards statements");
        html.element("caption", "Statements of " + Shown.name(migration));
        html.columns(COLUMNS.toArray(String[]::new)).open("tbody").line();
        Duration longest = migration.statements().stream()
                .map(StatementRun::took)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        migration.statements().forEach(statement -> statement(statement, longest));
        html.close().close();
    }

    private void statement(StatementRun statement, Duration longest) {
        List<String> locks = Overview.locks(statement);
        int level = SeenLock.strongest(locks).map(SeenLock::level).orElse(-1);
        html.open("tr", statement.failure().isEmpty() ? new String[0] : new String[] {"class", "failed"});
        html.element("td", Integer.toString(statement.number())).element("td", Integer.toString(statement.line()));
        html.open("td").element("code", statement.command()).close();
        html.open("td").text(Shown.duration(statement.took()));
        bar(statement.took(), longest, level);
        html.close();
        html.open("td");
        locks.forEach(this::lock);
        expectation(statement);
        html.close().element("td", level < 0 ? "" : SeenLock.blocked(level));
        html.element("td", statement.rows() < 0 ? "" : Shown.number(statement.rows()));
        html.open("td");
        notes(statement);
        html.close().close().line();
    }

    /** As long, beside the longest of its migration, as it took. */
    private void bar(Duration took, Duration longest, int level) {
        if (longest.isZero() || took.isZero()) {
            return;
        }
        long width = Math.max(1, Math.round(100.0 * took.toNanos() / longest.toNanos()));
        html.open("svg", "class", "bar", "viewBox", "0 0 100 4", "preserveAspectRatio", "none", "aria-hidden", "true");
        html.empty("rect", "width", Long.toString(width), "height", "4", "class", level < 0 ? "k" : "k k" + level);
        html.close();
    }

    private void lock(String text) {
        SeenLock lock = SeenLock.of(text);
        html.open("div", "class", "lock");
        lock.mode()
                .ifPresent(mode -> html.element("span", SeenLock.name(mode), "class", "mode k" + SeenLock.level(mode))
                        .text(" "));
        html.element("code", lock.relation()).close();
    }

    private void expectation(StatementRun statement) {
        List<String> expected = statement.expectedLocks();
        if (statement.locks().isEmpty()) {
            if (!expected.isEmpty()) {
                html.element("div", "expected, not seen", "class", "soft");
            }
        } else if (!expected.isEmpty() && !expected.equals(statement.locks())) {
            html.element("div", "expected: " + String.join(", ", expected), "class", "soft");
        }
    }

    private void notes(StatementRun statement) {
        note("bad", "failed", Optional.of(statement.failure()));
        note("warn", "rewrites", joined(statement.rewritten()));
        note("", "reads all of", joined(statement.scanned()));
        note("warn", "not as predicted", Optional.of(statement.mismatch()));
    }

    private static Optional<String> joined(List<String> names) {
        return Optional.of(String.join(", ", names));
    }

    private void note(String state, String label, Optional<String> text) {
        text.filter(it -> !it.isEmpty()).ifPresent(it -> {
            html.open("div", "class", "note").element("span", label, "class", "badge " + state);
            html.text(" " + it).close();
        });
    }

    private void undo(UndoRun undo) {
        UndoVerdict verdict = UndoVerdict.of(undo);
        html.open("div", "class", "panel " + state(verdict)).element("h4", "Undo");
        html.open("p").element("span", undo.verdict(), "class", "badge " + state(verdict));
        html.text(" " + verdict.text());
        if (!undo.script().isEmpty()) {
            html.text(" · ").element("code", undo.script());
        }
        html.close();
        if (!undo.differences().isEmpty()) {
            changes(html, undo.differences());
        }
        html.close();
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        html.open("div").element("h4", "Lint").open("ul", "class", "findings");
        for (Finding finding : findings) {
            boolean stands = Overview.stands(finding);
            html.open("li", "class", stands ? "panel warn" : "panel plain").open("p");
            html.element("span", finding.severity(), "class", "badge " + (stands ? "warn" : ""))
                    .text(" ");
            html.element("code", finding.rule())
                    .text(" · line " + finding.line())
                    .close();
            html.element("p", finding.message());
            html.open("p").element("strong", "Instead: ").text(finding.advice()).close();
            if (!stands) {
                html.open("p")
                        .element("strong", "Silenced because: ")
                        .text(finding.silencedBecause())
                        .close();
            }
            html.close();
        }
        html.close().close();
    }

    /** A name and its value, in a list of both. */
    static void fact(Markup html, String name, String value) {
        html.open("div")
                .element("dt", name)
                .open("dd")
                .element("code", value)
                .close()
                .close();
    }

    /** Lines of a difference: the sign by itself, so that colour is not all that tells them apart. */
    static void changes(Markup html, List<String> lines) {
        html.open("ul", "class", "diff");
        for (String line : lines) {
            String sign = line.isEmpty() ? "" : line.substring(0, 1);
            switch (sign) {
                case "+" -> change(html, "added", "+", line);
                case "-" -> change(html, "removed", "−", line);
                case "~" -> change(html, "changed", "~", line);
                default -> html.open("li").element("code", line).close();
            }
        }
        html.close();
    }

    private static void change(Markup html, String style, String sign, String line) {
        html.open("li", "class", style).element("b", sign, "title", style);
        html.element("code", line.substring(1).strip()).close();
    }

    private static String state(MigrationRun migration) {
        return switch (migration.result()) {
            case FAILED, INTERRUPTED -> "bad";
            case PLANNED -> "";
            case APPLIED, REHEARSED, UNDONE, MARKED -> "good";
        };
    }

    private static String state(UndoVerdict verdict) {
        return verdict == UndoVerdict.EXACT ? "good" : verdict.isWrong() ? "bad" : "warn";
    }
}
