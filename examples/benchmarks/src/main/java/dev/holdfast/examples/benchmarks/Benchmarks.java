package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.harness.Bout;
import dev.holdfast.examples.benchmarks.harness.Machine;
import dev.holdfast.examples.benchmarks.harness.Results;
import dev.holdfast.examples.benchmarks.harness.Scale;
import dev.holdfast.examples.benchmarks.harness.Standing;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.ServerOptions;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every contest on a durable server of its own, and puts the figures into {@code docs/benchmarks.json} and the table
 * into {@code README.md}.
 *
 * <p>Arguments: {@code --quick} for small counts, {@code --only NAME} for some contests ({@code
 * --only migrate,migrated}; a wrong name is answered with those there are); neither writes files. Each contest's lines are
 * printed as it ends, as they stand in the table. {@code --growth 1e6}, behind {@code --quick} if that is
 * given, ends the growth of the audit log at another size. {@code --root DIR} is the folder of the checkout, the present one unless given.
 */
public final class Benchmarks {
    private Benchmarks() {}

    /** Runs; ends with an exception, and so with another exit code than 0, when a contestant's effects are wrong. */
    public static void main(String[] args) throws Exception {
        Order order = Order.of(List.of(args));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(ServerOptions.durable())) {
            List<Standing> standings = new ArrayList<>();
            for (Bout bout : order.bouts()) {
                out.println(bout + " …");
                Standing standing = hold(server, bout, order.scale());
                out.println(Results.lines(standing));
                standings.add(standing);
            }
            Results results = new Results(Machine.facts(order.root(), server.version()), standings);
            out.println(results.table());
            if (order.isWhole()) {
                write(order.root(), results);
            }
        }
    }

    static Standing hold(EmbeddedPostgres server, Bout bout, Scale scale) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            return bout.hold(database, scale);
        }
    }

    private static void write(Path root, Results results) throws Exception {
        Path docs = Files.createDirectories(root.resolve("docs"));
        Files.writeString(docs.resolve("benchmarks.json"), results.json());
        results.writeInto(root.resolve("README.md"));
    }
}
