package dev.holdfast.core.lock.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.lock.merge.FieldDiff.Kind;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ThreeWayDiffProperties {
    @Property
    void merge_withoutMyChanges_isTheirs(
            @ForAll @Size(max = 6) Map<String, Integer> base, @ForAll @Size(max = 6) Map<String, Integer> other) {
        Map<String, Integer> theirs = new HashMap<>(base);
        theirs.putAll(other);

        assertThat(ThreeWayDiff.of(base, Map.of(), theirs).merge())
                .isInstanceOfSatisfying(MergeResult.Merged.class, merged -> {
                    assertThat(merged.changes().isEmpty()).isTrue();
                    merged.values().forEach((name, value) -> assertThat(value).isEqualTo(theirs.get(name)));
                });
        assertThat(ThreeWayDiff.of(base, base, base).fields(Kind.UNCHANGED)).hasSize(base.size());
    }

    @Property
    void sides_swapped_swapKinds(@ForAll int base, @ForAll int mine, @ForAll int theirs) {
        Kind kind = FieldDiff.of("a", base, mine, theirs).kind();
        Kind swapped = FieldDiff.of("a", base, theirs, mine).kind();

        assertThat(swapped).isEqualTo(kind == Kind.MINE ? Kind.THEIRS : kind == Kind.THEIRS ? Kind.MINE : kind);
    }
}
