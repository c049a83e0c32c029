package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.harness.Bout;
import dev.holdfast.examples.benchmarks.harness.Scale;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param scale how much to measure
 * @param bouts which contests
 * @param root the folder of the checkout
 */
record Order(Scale scale, List<Bout> bouts, Path root) {
    Order {
        bouts = List.copyOf(bouts);
    }

    static Order of(List<String> args) {
        Order order = new Order(Scale.full(), Programme.all(), Path.of(""));
        Iterator<String> rest = args.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            order = switch (name) {
                case "--quick" -> new Order(Scale.quick(), order.bouts, order.root);
                case "--only" -> new Order(order.scale, only(value(name, rest)), order.root);
                case "--growth" ->
                    new Order(order.scale.withLargestLog(events(value(name, rest))), order.bouts, order.root);
                case "--root" -> new Order(order.scale, order.bouts, Path.of(value(name, rest)));
                default ->
                    throw new IllegalArgumentException(
                            "arguments must be --quick, --only NAME, --growth EVENTS or --root DIR, got '" + name
                                    + "'");
            };
        }
        return new Order(order.scale, order.bouts, order.root.toAbsolutePath());
    }

    /** Whether the figures are those that are published. */
    boolean isWhole() {
        return scale.equals(Scale.full()) && bouts.size() == Programme.all().size();
    }

    private static List<Bout> only(String names) {
        List<String> wanted = List.of(names.split(",", -1));
        List<String> known = Programme.all().stream().map(Bout::name).distinct().toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "--only must name contests of " + String.join(", ", known) + ", got '" + name + "'");
            }
        }
        return Programme.all().stream()
                .filter(bout -> wanted.contains(bout.name()))
                .toList();
    }

    /** As it is said: {@code 1e6} or {@code 1000000}. */
    private static int events(String number) {
        try {
            return new BigDecimal(number).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--growth must be a number of events such as 1e6, got '" + number + "'", e);
        }
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " must be followed by a value");
        }
        return rest.next();
    }
}
