package dev.holdfast.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.examples.benchmarks.harness.Bout;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.harness.Standing;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every contest with so few operations that the figures say nothing, and the effects everything. */
class BenchmarksTest {
    static List<Bout> programme() {
        return Programme.all();
    }

    /** The arena itself throws when a contestant's effects, read back, are not as many as its operations. */
    @ParameterizedTest
    @MethodSource("programme")
    void hold_tinyScale_givesFiguresForEachContestant(Bout bout) throws Exception {
        Standing standing = Benchmarks.hold(EmbeddedPostgres.shared(), bout, Scale.tiny());

        assertThat(standing.threads()).isEqualTo(bout.threads());
        assertThat(standing.turns()).isEqualTo(bout.pace().apply(Scale.tiny()).turns());
        assertThat(standing.rows())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(row -> assertThat(row.perSecond()).isPositive().isFinite())
                .anySatisfy(row -> assertThat(row.name()).startsWith("Holdfast"));
        assertThat(standing.rows().get(0).name()).doesNotStartWith("Holdfast");
        assertThat(standing.rows().get(0).ratio()).isEqualTo(1.0);
    }

    @Test
    void order_noArguments_isTheWholeProgramme() {
        Order order = Order.of(List.of());

        assertThat(order.isWhole()).isTrue();
        assertThat(order.root()).isAbsolute();
    }

    @Test
    void order_quickOrOnly_isNotPublished() {
        assertThat(Order.of(List.of("--quick")).isWhole()).isFalse();
        assertThat(Order.of(List.of("--only", "spend")).isWhole()).isFalse();
        assertThat(Order.of(List.of("--only", "spend")).bouts()).hasSize(2);
        assertThat(Order.of(List.of("--only", "lexer,spend")).bouts())
                .extracting(Bout::name)
                .containsExactly("spend", "spend", "lexer");
        assertThat(Order.of(List.of("--root", "/tmp")).root()).isEqualTo(Path.of("/tmp"));
    }

    @Test
    void order_growth_endsAtThatSize() {
        Order order = Order.of(List.of("--quick", "--only", "growth", "--growth", "1e6"));
        assertThat(order.scale().growth()).containsExactly(100_000, 1_000_000);
        assertThat(order.bouts()).hasSize(4);
        assertThat(Order.of(List.of("--growth", "1e6")).isWhole()).isFalse();
        for (String wrong : List.of("1.5", "many", "1e30", "1000")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Order.of(List.of("--growth", wrong)));
        }
    }

    @Test
    void order_unknownArgument_saysWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.of(List.of("--fast")))
                .withMessage("arguments must be --quick, --only NAME, --growth EVENTS or --root DIR, got '--fast'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.of(List.of("--only", "nothing")))
                .withMessageStartingWith("--only must name contests of spend, ")
                .withMessageEndingWith(", got 'nothing'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Order.of(List.of("--root")))
                .withMessage("--root must be followed by a value");
    }
}
