package dev.holdfast.core.lock.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.lock.merge.FieldDiff.Kind;
import dev.holdfast.testkit.LeakProbe;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThreeWayDiffTest {
    /** A host's own row. */
    private record Lending(int count, String note) {}

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("a", "a", "a", Kind.UNCHANGED),
                Arguments.of("a", "b", "a", Kind.MINE),
                Arguments.of("a", "a", "b", Kind.THEIRS),
                Arguments.of("a", "b", "b", Kind.SAME),
                Arguments.of("a", "b", "c", Kind.CONFLICT),
                Arguments.of(null, null, null, Kind.UNCHANGED),
                Arguments.of(null, "a", null, Kind.MINE),
                Arguments.of("a", null, "a", Kind.MINE),
                Arguments.of("a", null, null, Kind.SAME),
                Arguments.of("a", null, "b", Kind.CONFLICT),
                Arguments.of(1, 1L, new BigDecimal("1.00"), Kind.UNCHANGED),
                Arguments.of(1.5, new BigDecimal("1.50"), 2, Kind.THEIRS),
                Arguments.of(0, new BigDecimal("0.00"), -0.0, Kind.UNCHANGED),
                Arguments.of(Double.NaN, Double.NaN, Double.NaN, Kind.UNCHANGED),
                Arguments.of("1", 1, 1, Kind.SAME),
                Arguments.of(new byte[] {1}, new byte[] {1}, new byte[] {2}, Kind.THEIRS),
                Arguments.of(
                        OffsetDateTime.parse("2026-03-01T12:00:00Z"),
                        OffsetDateTime.parse("2026-03-01T13:00:00+01:00"),
                        Instant.parse("2026-03-01T12:00:00Z"),
                        Kind.UNCHANGED));
    }

    @ParameterizedTest
    @MethodSource
    void kinds(Object base, Object mine, Object theirs, Kind kind) {
        assertThat(ThreeWayDiff.of(one(base), one(mine), one(theirs)).fields())
                .singleElement()
                .extracting(FieldDiff::kind)
                .isEqualTo(kind);
    }

    @Test
    void merge_differentFields_keepsBothAndWritesOnlyMine() {
        ThreeWayDiff diff = ThreeWayDiff.of(
                Map.of("a", 1, "b", 1, "c", 1), Map.of("a", 2, "b", 1), Map.of("a", 1, "b", 3, "c", 1, "version", 4));

        assertThat(diff.merge()).isInstanceOfSatisfying(MergeResult.Merged.class, merged -> {
            assertThat(merged.values()).isEqualTo(Map.of("a", 2, "b", 3, "c", 1));
            assertThat(merged.changes().columns()).containsExactly("a");
            assertThat(merged).hasToString("Merged[Changes[a]]");
        });
    }

    @Test
    void merge_sameField_asksAPerson() {
        ThreeWayDiff diff =
                ThreeWayDiff.of(new Lending(5, "first"), new Lending(10, "first"), new Lending(20, "second"));

        assertThat(diff.merge()).isEqualTo(new MergeResult.Conflicting(diff.conflicts()));
        assertThat(diff.conflicts()).extracting(FieldDiff::name).containsExactly("count");
        MergeResult.Merged mine = diff.resolve(FieldDiff::mine);
        assertThat(mine.values()).isEqualTo(Map.of("count", 10, "note", "second"));
        assertThat(mine.changes().columns()).containsExactly("count");
        assertThat(diff.resolve(FieldDiff::theirs).changes().isEmpty()).isTrue();
        assertThat(diff.resolve(conflict -> null).values()).containsEntry("count", null);
    }

    @Test
    void of_fieldsThatDoNotFit_areRefused() {
        assertThatThrownBy(() -> ThreeWayDiff.of(Map.of("a", 1), Map.of("b", 1), Map.of("a", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("base must have every field of mine, but lacks 'b'");
        assertThatThrownBy(() -> ThreeWayDiff.of(Map.of("a", 1), Map.of(), Map.of()))
                .hasMessage("theirs must have every field of base, but lacks 'a'");
    }

    @Test
    void toString_anyPart_hidesTheValues() {
        LeakProbe probe = new LeakProbe();
        String secret = probe.secret("private-value");
        ThreeWayDiff diff = ThreeWayDiff.of(one("x"), one(secret), one("y"));

        probe.assertAbsent(
                diff.toString(),
                diff.merge().toString(),
                diff.resolve(FieldDiff::mine).toString(),
                diff.fields().toString());
        assertThat(diff).hasToString("ThreeWayDiff[a: CONFLICT]");
        assertThat(diff.fields()).isEqualTo(List.copyOf(diff.fields()));
    }

    private static Map<String, Object> one(Object value) {
        Map<String, Object> map = new HashMap<>();
        map.put("a", value);
        return map;
    }
}
