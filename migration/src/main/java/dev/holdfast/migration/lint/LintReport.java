package dev.holdfast.migration.lint;

import dev.holdfast.migration.lint.rule.Category;
import dev.holdfast.migration.lint.rule.Finding;
import java.util.List;
import java.util.Set;

/**
 * What lint found.
 *
 * @param findings what is left to be looked at, in the order of scripts and statements
 * @param silenced what a comment allows, with its reason
 * @param mistakes silencing comments that mean nothing, and what in a script is no SQL
 * @param failing the categories of which one finding fails the run
 */
public record LintReport(
        List<Finding> findings, List<Silenced> silenced, List<Mistake> mistakes, Set<Category> failing) {
    /** Copies the collections. */
    public LintReport {
        findings = List.copyOf(findings);
        silenced = List.copyOf(silenced);
        mistakes = List.copyOf(mistakes);
        failing = Set.copyOf(failing);
    }

    /**
     * A finding that a comment allows.
     *
     * @param finding the finding
     * @param reason the comment's reason
     */
    public record Silenced(Finding finding, String reason) {}

    /**
     * Something that lint could not read.
     *
     * @param script the script's name
     * @param line where, from 1
     * @param message what is wrong and how it should be
     */
    public record Mistake(String script, int line, String message) {
        @Override
        public String toString() {
            return script + ":" + line + " " + message;
        }
    }

    /**
     * Whether the run should not go on: a finding is in a failing category, or something could not be read.
     *
     * @return false when every finding may pass and there is no mistake; with nothing failing, mistakes pass as well
     */
    public boolean fails() {
        return !failing.isEmpty() && (!mistakes.isEmpty() || !failures().isEmpty());
    }

    /**
     * The findings that fail the run.
     *
     * @return those of a failing category
     */
    public List<Finding> failures() {
        return findings.stream().filter(it -> failing.contains(it.category())).toList();
    }

    /**
     * The findings of one category.
     *
     * @param category the category
     * @return in order
     */
    public List<Finding> of(Category category) {
        return findings.stream().filter(it -> it.category() == category).toList();
    }
}
