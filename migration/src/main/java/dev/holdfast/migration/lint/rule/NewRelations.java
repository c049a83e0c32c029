package dev.holdfast.migration.lint.rule;

import dev.holdfast.migration.statement.table.AlterAction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The relations that a run has made so far. */
final class NewRelations {
    private final Set<String> names = new HashSet<>();

    void note(LintedStatement done) {
        done.createdTable().ifPresent(this::add);
        for (String head : List.of(
                "create or? replace? temporary|temp? recursive? view",
                "create materialized view if? not? exists?",
                "create global|local? temporary|temp table if? not? exists?")) {
            done.head(head).flatMap(Clause::name).ifPresent(this::add);
        }
        noteIndex(done);
        noteRename(done);
    }

    boolean contains(String relation) {
        return names.contains(normal(relation));
    }

    /** A bare name is in the schema public, unless a search path says otherwise, which no text shows. */
    static String normal(String relation) {
        return relation.startsWith("public.") ? relation.substring("public.".length()) : relation;
    }

    private void noteIndex(LintedStatement done) {
        Optional<Clause> rest = done.head("create unique? index concurrently? if? not? exists?");
        Optional<String> table =
                rest.flatMap(index -> index.after("on").skip("only").name());
        if (table.filter(this::contains).isPresent()) {
            rest.filter(index -> !index.begins("on")).flatMap(Clause::name).ifPresent(this::add);
        }
    }

    private void noteRename(LintedStatement done) {
        done.actions().stream()
                .filter(action -> contains(action.table()))
                .forEach(action -> action.name(AlterAction.Kind.RENAME).ifPresent(this::add));
    }

    private void add(String relation) {
        names.add(normal(relation));
    }
}
