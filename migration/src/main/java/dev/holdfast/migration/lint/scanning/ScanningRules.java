package dev.holdfast.migration.lint.scanning;

import dev.holdfast.migration.lint.rule.LintRule;
import java.util.List;

/** The rules of this package. */
public final class ScanningRules {
    private ScanningRules() {}

    /**
     * All of them.
     *
     * @return new instances, in the catalogue's order
     */
    public static List<LintRule> all() {
        return List.of(
                new ForeignKeyWithoutNotValid(),
                new CheckWithoutNotValid(),
                new UniqueWithoutUsingIndex(),
                new PrimaryKeyWithoutUsingIndex(),
                new ExclusionConstraint(),
                new SetNotNull(),
                new ColumnTypeRewrite(),
                new VolatileDefault(),
                new IdentityColumnAdded(),
                new StoredGeneratedColumn(),
                new TableMoved(),
                new DomainConstraint());
    }
}
