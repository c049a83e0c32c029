package dev.holdfast.core.lock.etag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.VersionedTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ETagsTest {
    private static final RowKey KEY = RowKey.of(42L);
    private static final ETags TAGS = ETags.of(VersionedTable.of("lending", "id"));
    private static final String THREE = TAGS.tag(KEY, 3).toString();
    private static final String FOUR = TAGS.tag(KEY, 4).toString();

    @Test
    void tag_sameRowAndVersion_isTheSameInEveryProcess() {
        // Pinned: tags live in browsers' caches longer than a release does.
        assertThat(THREE).isEqualTo("\"3-squhbdMpgPM\"");
        assertThat(TAGS.tag(RowKey.of(42), 3)).isEqualTo(TAGS.tag(KEY, 3));
    }

    @Test
    void tag_otherVersionRowOrTable_differs() {
        assertThat(Stream.of(
                                TAGS.tag(KEY, 3),
                                TAGS.tag(KEY, 4),
                                TAGS.tag(RowKey.of(43L), 3),
                                TAGS.tag(RowKey.of("4", "2"), 3),
                                TAGS.tag(RowKey.of("42", ""), 3),
                                ETags.of(VersionedTable.of("seat", "id")).tag(KEY, 3))
                        .distinct())
                .hasSize(6);
    }

    @Test
    void tag_negativeVersion_isRefused() {
        assertThatThrownBy(() -> TAGS.tag(KEY, -1)).hasMessage("version must be at least 0, got -1");
    }

    static Stream<Arguments> ifMatch() {
        String other = TAGS.tag(RowKey.of(43L), 3).toString();
        IfMatch three = new IfMatch.Versions(List.of(3L));
        IfMatch failed = new IfMatch.Refused(PreconditionFailure.FAILED);
        IfMatch malformed = new IfMatch.Refused(PreconditionFailure.MALFORMED);
        return Stream.of(
                Arguments.of(List.of(), new IfMatch.Refused(PreconditionFailure.REQUIRED)),
                Arguments.of(List.of(THREE), three),
                Arguments.of(List.of(" \t" + THREE + "\t "), three),
                Arguments.of(List.of(",, " + THREE + " , ,"), three),
                Arguments.of(List.of(THREE + "," + THREE), three),
                Arguments.of(List.of(FOUR, THREE), new IfMatch.Versions(List.of(4L, 3L))),
                Arguments.of(List.of(other + ", \"a,b\", " + THREE + ", W/" + FOUR), three),
                Arguments.of(List.of("*"), new IfMatch.Any()),
                Arguments.of(List.of(" * "), new IfMatch.Any()),
                // A weak tag never matches by strong comparison.
                Arguments.of(List.of("W/" + THREE), failed),
                Arguments.of(List.of(other), failed),
                Arguments.of(List.of("\"\""), failed),
                Arguments.of(List.of(""), failed),
                Arguments.of(List.of(","), failed),
                Arguments.of(List.of("\"é\""), failed),
                Arguments.of(List.of(THREE.replace("\"3", "\"03")), failed),
                Arguments.of(List.of(THREE.replace("\"3", "\"+3")), failed),
                Arguments.of(List.of(THREE.replace("\"3", "\"٣")), malformed),
                Arguments.of(List.of(THREE.replace("\"3", "\"9999999999999999999")), failed),
                Arguments.of(List.of("*, " + THREE), malformed),
                Arguments.of(List.of("*", "*"), malformed),
                Arguments.of(List.of("w/" + THREE), malformed),
                Arguments.of(List.of("W/ " + THREE), malformed),
                Arguments.of(List.of("3"), malformed),
                Arguments.of(List.of("\"3"), malformed),
                Arguments.of(List.of("3\""), malformed),
                Arguments.of(List.of(THREE + THREE), malformed),
                Arguments.of(List.of(THREE + " " + FOUR), malformed),
                Arguments.of(List.of("\"a b\""), malformed),
                Arguments.of(List.of("\"a\\\"b\""), malformed),
                Arguments.of(List.of("\"a\r\nb\""), malformed),
                Arguments.of(List.of("\n*"), malformed),
                Arguments.of(List.of("\"\u0100\""), malformed),
                Arguments.of(List.of("W/"), malformed),
                Arguments.of(List.of("W"), malformed));
    }

    @ParameterizedTest
    @MethodSource
    void ifMatch(List<String> lines, IfMatch expected) {
        assertThat(TAGS.ifMatch(KEY, lines)).isEqualTo(expected);
    }

    @Test
    void ifMatch_atAndOverTheBounds_isReadAndRefused() {
        assertThat(TAGS.ifMatch(KEY, List.of((THREE + ",").repeat(64)))).isInstanceOf(IfMatch.Versions.class);
        assertThat(TAGS.ifMatch(KEY, List.of((THREE + ",").repeat(65)))).isInstanceOf(IfMatch.Refused.class);
        assertThat(TAGS.ifMatch(KEY, List.of(THREE + " ".repeat(8192 - THREE.length()))))
                .isInstanceOf(IfMatch.Versions.class);
        assertThat(TAGS.ifMatch(KEY, List.of(THREE + " ".repeat(8193 - THREE.length()))))
                .isInstanceOf(IfMatch.Refused.class);
        assertThat(ETags.ifNoneMatch(List.of('"' + "x".repeat(256) + '"'))).isInstanceOf(IfNoneMatch.NoneOf.class);
        assertThat(ETags.ifNoneMatch(List.of('"' + "x".repeat(257) + '"'))).isInstanceOf(IfNoneMatch.Malformed.class);
    }

    @Test
    void fold_eachCase_callsItsOwn() {
        assertThat(Stream.of(List.of(THREE, FOUR), List.of("*"), List.<String>of())
                        .map(lines -> TAGS.ifMatch(KEY, lines)
                                .<Object>fold(IfMatch.Versions::expected, () -> "any", PreconditionFailure::status)))
                .containsExactly(4L, "any", 428);
    }

    @ParameterizedTest
    @CsvSource({"REQUIRED, 428", "FAILED, 412", "MALFORMED, 400"})
    void status_eachFailure_isTheRfcs(PreconditionFailure failure, int status) {
        assertThat(failure.status()).isEqualTo(status);
    }

    static Stream<Arguments> ifNoneMatch() {
        return Stream.of(
                Arguments.of(List.of(), true, 0, 0),
                Arguments.of(List.of("*"), true, 304, 412),
                Arguments.of(List.of("*"), false, 0, 0),
                Arguments.of(List.of(THREE), true, 304, 412),
                // Weak comparison is enough here.
                Arguments.of(List.of("W/" + THREE), true, 304, 412),
                Arguments.of(List.of(FOUR), true, 0, 0),
                Arguments.of(List.of(FOUR + ", " + THREE), true, 304, 412),
                Arguments.of(List.of(THREE), false, 0, 0),
                Arguments.of(List.of("nonsense"), true, 400, 400));
    }

    @ParameterizedTest
    @MethodSource
    void ifNoneMatch(List<String> lines, boolean exists, int get, int put) {
        Optional<EntityTag> current = exists ? Optional.of(TAGS.tag(KEY, 3)) : Optional.empty();
        IfNoneMatch condition = ETags.ifNoneMatch(lines);

        assertThat(condition.refusal(current, true)).isEqualTo(get == 0 ? OptionalInt.empty() : OptionalInt.of(get));
        assertThat(condition.refusal(current, false)).isEqualTo(put == 0 ? OptionalInt.empty() : OptionalInt.of(put));
    }

    @Test
    void entityTag_comparison_isTheTableOfTheRfc() {
        // RFC 9110 §8.8.3.2, the example table.
        EntityTag one = EntityTag.strong("1");
        EntityTag weakOne = new EntityTag("1", true);
        EntityTag weakTwo = new EntityTag("2", true);
        assertThat(weakOne.matchesStrongly(weakOne)).isFalse();
        assertThat(weakOne.matchesWeakly(weakOne)).isTrue();
        assertThat(weakOne.matchesWeakly(weakTwo)).isFalse();
        assertThat(weakOne.matchesStrongly(one)).isFalse();
        assertThat(one.matchesStrongly(weakOne)).isFalse();
        assertThat(weakOne.matchesWeakly(one)).isTrue();
        assertThat(one.matchesStrongly(one)).isTrue();
        assertThat(weakOne).hasToString("W/\"1\"");
    }

    @Test
    void entityTag_quotationMark_isRefused() {
        assertThatThrownBy(() -> EntityTag.strong("a\"b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntityTag.strong("a b")).isInstanceOf(IllegalArgumentException.class);
    }
}
