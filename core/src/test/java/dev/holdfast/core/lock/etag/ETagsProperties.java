package dev.holdfast.core.lock.etag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.lock.RowKey;
import dev.holdfast.core.lock.VersionedTable;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ETagsProperties {
    private static final ETags TAGS = ETags.of(VersionedTable.of("lending", "id"));

    @Property
    void version_ofAnyTag_isTheOneItWasMadeFrom(@ForAll String key, @ForAll @LongRange(min = 0) long version) {
        RowKey row = RowKey.of(key.replace('\0', '0'));

        assertThat(TAGS.version(row, TAGS.tag(row, version))).hasValue(version);
        assertThat(TAGS.ifMatch(row, List.of(TAGS.tag(row, version).toString())))
                .isEqualTo(new IfMatch.Versions(List.of(version)));
    }

    @Property
    void parse_ofWrittenTags_givesThemBack(
            @ForAll("tags") @Size(max = 64) List<EntityTag> tags, @ForAll("separators") String separator) {
        String header = tags.stream().map(EntityTag::toString).collect(Collectors.joining(separator));

        assertThat(TagList.parse(List.of(header)))
                .hasValueSatisfying(list -> assertThat(list.tags()).isEqualTo(tags));
    }

    @Property(tries = 5000)
    void parse_foreignText_neverThrowsAndReadsOnlyWhatItWouldWrite(@ForAll("headers") String header) {
        TagList.parse(List.of(header)).filter(list -> !list.any()).ifPresent(list -> {
            String canonical = list.tags().stream().map(EntityTag::toString).collect(Collectors.joining(","));
            assertThat(header.replaceAll("[ \t,]", "")).isEqualTo(canonical.replaceAll("[ \t,]", ""));
        });
        assertThat(TAGS.ifMatch(RowKey.of(1), List.of(header))).isNotNull();
        assertThat(ETags.ifNoneMatch(List.of(header, header))).isNotNull();
    }

    @Provide
    Arbitrary<List<EntityTag>> tags() {
        Arbitrary<String> opaque = Arbitraries.strings()
                .withChars("!#$%,*/W\\'")
                .withCharRange('0', '~')
                .withCharRange('\u0080', '\u00FF')
                .ofMaxLength(40);
        return net.jqwik.api.Combinators.combine(opaque, Arbitraries.of(true, false))
                .as(EntityTag::new)
                .list()
                .ofMaxSize(64);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of(",", ", ", " ,", " , ,\t");
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> nearby = Arbitraries.strings()
                .withChars("\"W/*, \t\\-13aé\r\n\u0000\u0100")
                .ofMaxLength(30);
        return Arbitraries.oneOf(nearby, Arbitraries.strings().all().ofMaxLength(200));
    }
}
