package dev.holdfast.migration.lint.rule;

import java.net.URI;

/**
 * One rule, which looks at one statement at a time.
 *
 * <p>A rule keeps no state: what came before is asked of {@link LintedStatement#run()}. It sees tokens, so what stands in
 * a comment, a string or a function's body is not taken for a statement. It throws nothing, whatever the statement.
 *
 * <p><em>Concurrency.</em> An instance may be used by several runs at once.
 */
public interface LintRule {
    /**
     * What the rule tells people.
     *
     * @return always the same
     */
    RuleDescription description();

    /**
     * Looks at a statement.
     *
     * @param statement the statement with what is known about it
     * @param findings where to put what was found
     */
    void check(LintedStatement statement, Findings findings);

    /**
     * The rule's stable name.
     *
     * @return such as {@code index-without-concurrently}
     */
    default String id() {
        return description().id();
    }

    /**
     * What kind of harm it warns of.
     *
     * @return the category
     */
    default Category category() {
        return description().category();
    }

    /**
     * What goes wrong.
     *
     * @return one or two sentences
     */
    default String why() {
        return description().why();
    }

    /**
     * What to do instead.
     *
     * @return a sentence; the SQL is {@link RuleDescription#rewrite()}
     */
    default String advice() {
        return description().advice();
    }

    /**
     * Where PostgreSQL's manual says so.
     *
     * @return an https link
     */
    default URI documentation() {
        return description().documentation();
    }
}
