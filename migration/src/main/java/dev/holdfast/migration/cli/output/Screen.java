package dev.holdfast.migration.cli.output;

import dev.holdfast.core.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The two streams of a program: answers on the one, progress and errors on the other.
 *
 * <p>With JSON, the first gets one document and nothing else, errors included. Thread-safe as far as the writers are.
 *
 * @param out answers
 * @param err progress and, for people, errors
 * @param style what the terminal can show
 */
public record Screen(PrintWriter out, PrintWriter err, Style style) {
    /**
     * Shows an answer.
     *
     * @param command the command's name
     * @param answer its answer
     * @param json whether a machine reads it
     */
    public void show(String command, Answer answer, boolean json) {
        if (json) {
            Map<String, Object> document = head(command, answer.exit());
            document.putAll(answer.facts());
            out.println(Json.write(document));
        } else {
            out.print(answer.text().apply(style));
        }
        out.flush();
    }

    /**
     * Shows why a command ended early.
     *
     * @param command the command's name; the program's own when none was found
     * @param problem why
     * @param json whether a machine reads it
     */
    public void show(String command, Problem problem, boolean json) {
        if (json) {
            Map<String, Object> document = head(command, problem.exit());
            document.put("error", problem.facts());
            out.println(Json.write(document));
            out.flush();
        } else {
            err.println(style.mark(Mark.BAD) + " " + command + ": " + Style.safe(problem.message()));
            err.flush();
        }
    }

    /**
     * Tells how far long work has come.
     *
     * @param line one line
     */
    public void progress(String line) {
        err.println(Style.safe(line));
        err.flush();
    }

    private static Map<String, Object> head(String command, Exit exit) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("command", command);
        document.put("exit", exit.code());
        document.put("outcome", exit.word());
        return document;
    }
}
