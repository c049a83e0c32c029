package dev.holdfast.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "{a:1}",
                "{'a':1}",
                "[1 2]",
                "1 2",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "0x1",
                "NaN",
                "Infinity",
                "tru",
                "TRUE",
                "nul",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\u１２３４\"",
                "\"\t\"",
                "\"\n\"",
                "//1",
                "1/**/",
                "\uFEFF1",
                "\u00A01",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "1e9999999999"
            })
    void read_malformed_isRefusedWithAPosition(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("JSON must have .* at position [0-9]+");
    }

    @Test
    void read_wellFormed_isRead() {
        assertThat(Json.read(" { \"a\" : [ 1 , -2.50e+3 , true , null , \"\\u00e9\\n\\/\" ] , \"\" : {} } "))
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(BigDecimal.ONE, new BigDecimal("-2.50e+3"), true, null, "é\n/"),
                        "",
                        Map.of()));
    }

    @Test
    void depth_atAndOverTheBound() {
        String deepest = "[".repeat(64) + "1" + "]".repeat(64);
        assertThat(Json.write(Json.read(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> Json.read("[" + deepest + "]")).hasMessageContaining("nesting of at most 64");
        assertThatThrownBy(() -> Json.write(List.of(Json.read(deepest)))).hasMessageContaining("deeper than 64");
        assertThatThrownBy(() -> Json.read("[".repeat(1_000_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void number_length_isBounded() {
        assertThat(Json.read("1" + "0".repeat(999))).isEqualTo(BigDecimal.TEN.pow(999));
        assertThatThrownBy(() -> Json.read("1" + "0".repeat(2100))).hasMessageContaining("at most 2100 characters");
    }

    @Test
    void number_hugeExponent_isReadWithoutBeingWrittenOut() {
        assertThat(Json.write(Json.read("1e999999999"))).isEqualTo("1E+999999999");
    }

    @Test
    void write_otherTypes_areRefusedByName() {
        assertThatThrownBy(() -> Json.write(new Object())).hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> Json.write(new AtomicInteger())).hasMessageContaining("AtomicInteger");
        assertThatThrownBy(() -> Json.write(Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> Json.write(Float.POSITIVE_INFINITY)).hasMessageContaining("finite");
    }

    @Test
    void write_numbers_keepTheirDigits() {
        assertThat(Json.write(Arrays.asList(1, 2L, (short) 3, (byte) 4, 0.1, 0.5f, new BigDecimal("1.50"))))
                .isEqualTo("[1,2,3,4,0.1,0.5,1.50]");
    }

    @Test
    void clean_cleanText_isTheSameObject() {
        String text = "a \uD83D\uDE00 b";
        assertThat(Json.clean(text)).isSameAs(text);
        assertThat(Json.clean("\uD83D\0\uDE00")).isEqualTo("\uFFFD\uFFFD\uFFFD");
    }
}
