package dev.holdfast.migration.lint.blocking;

import dev.holdfast.migration.lint.rule.LintRule;
import java.util.List;

/** The rules of this package. */
public final class BlockingRules {
    private BlockingRules() {}

    /**
     * All of them.
     *
     * @return new instances, in the catalogue's order
     */
    public static List<LintRule> all() {
        return List.of(
                new IndexWithoutConcurrently(),
                new DropIndexWithoutConcurrently(),
                new ReindexWithoutConcurrently(),
                new RefreshWithoutConcurrently(),
                new DetachPartitionWithoutConcurrently(),
                new AttachPartitionWithoutCheck(),
                new PartitionMadeInPlace(),
                new ExplicitTableLock(),
                new LockTimeoutDisabled(),
                new BackfillUnderLock(),
                new ValidateInSameTransaction(),
                new WholeTableRewrite());
    }
}
