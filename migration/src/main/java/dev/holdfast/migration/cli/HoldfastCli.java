package dev.holdfast.migration.cli;

import dev.holdfast.migration.cli.command.Commands;
import dev.holdfast.migration.cli.frame.Context;
import dev.holdfast.migration.cli.output.Screen;
import dev.holdfast.migration.cli.output.Style;
import dev.holdfast.migration.cli.settings.Surroundings;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The program {@code holdfast}: the entry where streams, environment and clock are chosen and handed in.
 *
 * <p>It decides nothing on migrations; every command is one call of {@link dev.holdfast.migration.Migrations} or one of
 * its neighbours.
 */
public final class HoldfastCli {
    private HoldfastCli() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Style style = Style.of(environment, isTerminal());
        Screen screen = new Screen(writer(System.out), writer(System.err), style);
        Surroundings surroundings = new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", "")),
                System.getProperty("user.name", ""));
        System.exit(run(arguments, new Context(screen, surroundings, Clock.systemUTC())));
    }

    /**
     * Runs a command.
     *
     * @param arguments the command and its options
     * @param context what it is given
     * @return its exit code
     */
    static int run(String[] arguments, Context context) {
        return Commands.of(context).execute(arguments);
    }

    /** Whether answers go to a terminal. Since Java 22 there is always a console, and it has to be asked. */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console())
                .map(HoldfastCli::isTerminal)
                .orElse(false);
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }
}
