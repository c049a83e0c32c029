package dev.holdfast.migration.lint;

import dev.holdfast.migration.sql.SqlStatement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one statement's comments silence. */
final class Allowances {
    private final List<Allowance> allowed = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> used = new LinkedHashSet<>();

    private Allowances() {}

    static Allowances of(SqlStatement statement, Set<String> knownRules) {
        Allowances all = new Allowances();
        statement.comments().stream()
                .flatMap(String::lines)
                .map(Allowances::bare)
                .filter(Allowance::isMeant)
                .forEach(line -> all.read(line, knownRules));
        return all;
    }

    Optional<Allowance> use(String rule) {
        Optional<Allowance> found =
                allowed.stream().filter(it -> it.rule().equals(rule)).findFirst();
        found.ifPresent(it -> used.add(it.rule()));
        return found;
    }

    List<Allowance> unused() {
        return allowed.stream().filter(it -> !used.contains(it.rule())).toList();
    }

    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    private void read(String line, Set<String> knownRules) {
        Optional<Allowance> allowance = Allowance.read(line);
        if (allowance.isEmpty()) {
            mistakes.add("a silencing comment must have the form '" + Allowance.FORM + "' with a reason");
        } else if (!knownRules.contains(allowance.get().rule())) {
            mistakes.add("'" + shown(allowance.get().rule()) + "' is no rule; the rules are "
                    + String.join(", ", knownRules));
        } else {
            allowed.add(allowance.get());
        }
    }

    /** A line of a block comment often begins with a star. */
    private static String bare(String line) {
        String stripped = line.strip();
        return stripped.startsWith("*") ? stripped.substring(1).strip() : stripped;
    }

    private static String shown(String rule) {
        String visible = rule.replaceAll("[^\\p{Graph}]", "?");
        return visible.length() <= 60 ? visible : visible.substring(0, 60) + "…";
    }
}
