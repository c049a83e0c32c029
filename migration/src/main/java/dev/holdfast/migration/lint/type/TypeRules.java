package dev.holdfast.migration.lint.type;

import dev.holdfast.migration.lint.rule.LintRule;
import java.util.List;

/** The rules of this package. */
public final class TypeRules {
    private TypeRules() {}

    /**
     * All of them.
     *
     * @return new instances, in the catalogue's order
     */
    public static List<LintRule> all() {
        return List.of(
                new TimestampWithoutTimeZone(),
                new TimeWithTimeZone(),
                new PaddedChar(),
                new LimitedVarchar(),
                new MoneyType(),
                new JsonText(),
                new SerialColumn(),
                new SmallPrimaryKey());
    }
}
