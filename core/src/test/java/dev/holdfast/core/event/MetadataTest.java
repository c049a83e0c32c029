package dev.holdfast.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.json.Json;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
    @Test
    void of_plainFacts_keepsOrderAndTypes() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("z", 1);
        facts.put("a", null);
        facts.put("list", Arrays.asList(true, null, 1.5));
        assertThat(Metadata.of(facts).json()).isEqualTo("{\"z\":1,\"a\":null,\"list\":[true,null,1.5]}");
    }

    @Test
    void keys_atAndOverTheBound() {
        assertThat(Metadata.of(keys(64)).values()).hasSize(64).doesNotContainKey("_cut");
        assertThat(Metadata.of(keys(65)).values())
                .hasSize(65)
                .containsEntry("_cut", true)
                .doesNotContainKey("key64");
        assertThat(Metadata.of(Map.of("in", keys(64))).values()).doesNotContainKey("_cut");
        assertThat(Metadata.of(Map.of("in", keys(65))).values()).containsEntry("_cut", true);
    }

    @Test
    void items_atAndOverTheBound() {
        assertThat(Metadata.of(Map.of("in", Collections.nCopies(64, 1))).values())
                .doesNotContainKey("_cut");
        Metadata cut = Metadata.of(Map.of("in", Collections.nCopies(65, 1)));
        assertThat(cut.values()).containsEntry("_cut", true);
        assertThat((List<?>) cut.values().get("in")).hasSize(64);
    }

    @Test
    void depth_atAndOverTheBound() {
        assertThat(Metadata.of(Map.of("in", nested(4))).json())
                .endsWith("\"bottom\"}}}}}")
                .doesNotContain("_cut");
        assertThat(Metadata.of(Map.of("in", nested(5))).json())
                .contains("…[cut]")
                .contains("\"_cut\":true");
        assertThat(Metadata.of(Map.of("in", List.of(List.of(List.of(List.of("bottom"))))))
                        .json())
                .doesNotContain("_cut");
        assertThat(Metadata.of(Map.of("in", List.of(List.of(List.of(List.of(List.of("bottom")))))))
                        .json())
                .contains("\"_cut\":true");
    }

    @Test
    void text_atAndOverTheBound() {
        assertThat(Metadata.of(Map.of("in", "x".repeat(2000))).values()).doesNotContainKey("_cut");
        Metadata cut = Metadata.of(Map.of("in", "x".repeat(2001)));
        assertThat((String) cut.values().get("in")).hasSize(2000).endsWith("…[cut]");
        assertThat(Metadata.of(Map.of("k".repeat(2001), 1)).values()).containsEntry("_cut", true);
    }

    @Test
    void bytes_atAndOverTheBound() {
        int budget = Metadata.MAX_BYTES - ",\"_cut\":true".length();
        Metadata fits = Metadata.of(ofBytes(budget));
        assertThat(bytes(fits)).isEqualTo(budget);
        assertThat(fits.values()).doesNotContainKey("_cut");
        Metadata cut = Metadata.of(ofBytes(budget + 1));
        assertThat(bytes(cut)).isLessThanOrEqualTo(Metadata.MAX_BYTES);
        assertThat(cut.values()).containsEntry("_cut", true);
    }

    @Test
    void bytes_areCountedAsUtf8() {
        Map<String, Object> facts = new LinkedHashMap<>();
        IntStream.range(0, 10).forEach(number -> facts.put("k" + number, "ä€".repeat(1000)));
        assertThat(bytes(Metadata.of(facts))).isLessThanOrEqualTo(Metadata.MAX_BYTES);
    }

    @Test
    void cut_readAgain_isTheSame() {
        Metadata cut = Metadata.of(keys(200)).with("more", "x".repeat(5000));
        assertThat(Metadata.ofJson(cut.json())).isEqualTo(cut);
        Metadata full = Metadata.of(ofBytes(20_000));
        assertThat(Metadata.ofJson(full.json())).isEqualTo(full);
    }

    @Test
    void numbers_oddOnes_areStorable() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("nan", Double.NaN);
        facts.put("infinite", Float.NEGATIVE_INFINITY);
        facts.put("zero", -0.0);
        facts.put("small", Double.MIN_VALUE);
        facts.put("long", Long.MIN_VALUE);
        facts.put("precise", new BigInteger("9007199254740993"));
        facts.put("scaled", new BigDecimal("1.50"));
        facts.put("huge", new BigDecimal("1e999999999"));
        facts.put("digits", BigInteger.TEN.pow(1000));
        assertThat(Metadata.of(facts).values())
                .containsEntry("nan", "NaN")
                .containsEntry("infinite", "-Infinity")
                .containsEntry("precise", new BigDecimal("9007199254740993"))
                .containsEntry("scaled", new BigDecimal("1.50"))
                .containsEntry("huge", "1E+999999999");
        assertThat(Metadata.of(facts).values().get("digits")).isInstanceOf(String.class);
        assertThat(Metadata.of(Map.of("digits", BigInteger.TEN.pow(999)))
                        .values()
                        .get("digits"))
                .isInstanceOf(BigDecimal.class);
    }

    @Test
    void values_given_areNotShared() {
        List<Object> inner = new ArrayList<>(List.of(1));
        Metadata metadata = Metadata.of(Map.of("list", inner, "map", new LinkedHashMap<>(Map.of("a", 1))));
        inner.add(2);
        assertThat(metadata.values().get("list")).isEqualTo(List.of(BigDecimal.ONE));
        assertThatThrownBy(() -> metadata.values().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) metadata.values().get("list")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) metadata.values().get("map")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void values_ofOtherTypes_areTheirText() {
        Metadata metadata = Metadata.of(Map.of("secret", Secret.ofText("hunter2"), "outcome", Outcome.DENIED));
        assertThat(metadata.values())
                .containsEntry("secret", "Secret[redacted]")
                .containsEntry("outcome", "DENIED");
    }

    @Test
    void json_everyOddity_isStoredByPostgres() throws Exception {
        Map<String, Object> odd = new LinkedHashMap<>();
        odd.put("nul\0", "\0 \uD800 \uDC00\uD800 \uD83D\uDE00 \u2028 \u001F \"'\\/");
        odd.put("", "");
        odd.put("number", new BigDecimal("-1.5e-300"));
        try (TestDatabase database = EmbeddedPostgres.shared().createDatabase();
                Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement("SELECT ?::jsonb::text")) {
            statement.setString(1, Metadata.of(odd).json());
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(Metadata.ofJson(row.getString(1)).values().get("nul\uFFFD"))
                        .isEqualTo("\uFFFD \uFFFD \uFFFD\uFFFD \uD83D\uDE00 \u2028 \u001F \"'\\/");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"a\"", "", "{", "{\"a\":1,\"a\":2}"})
    void ofJson_noObject_isRefused(String json) {
        assertThatThrownBy(() -> Metadata.ofJson(json)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> keys(int count) {
        Map<String, Object> facts = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(number -> facts.put("key" + number, number));
        return facts;
    }

    private static Object nested(int levels) {
        return levels == 0 ? "bottom" : Map.of("in", nested(levels - 1));
    }

    /** Facts whose JSON has exactly so many bytes. */
    private static Map<String, Object> ofBytes(int bytes) {
        Map<String, Object> facts = new LinkedHashMap<>();
        while (true) {
            String key = String.format("k%02d", facts.size());
            int left = bytes - Json.write(facts).length() - (facts.isEmpty() ? 0 : 1) - "\"k00\":\"\"".length();
            facts.put(key, "x".repeat(Math.min(left, left > 2000 && left < 2020 ? 1000 : 2000)));
            if (left <= 2000) {
                return facts;
            }
        }
    }

    private static int bytes(Metadata metadata) {
        return metadata.json().getBytes(StandardCharsets.UTF_8).length;
    }

    /** As jsonb writes them out: the smallest and the largest number that is kept comes back. */
    @Test
    void ofJson_extremeNumbersWrittenOut_areRead() {
        String small = "-0." + "0".repeat(997) + "1";
        String large = "9".repeat(1000) + "0".repeat(1000);
        assertThat(Metadata.ofJson("{\"small\":" + small + ",\"large\":" + large + "}")
                        .values())
                .containsKeys("small", "large");
    }
}
