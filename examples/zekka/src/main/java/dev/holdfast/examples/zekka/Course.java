package dev.holdfast.examples.zekka;

import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/** Steps in their order, as far as they go well. */
final class Course {
    private final PrintStream out;
    private final Transcript transcript;
    private final Consumer<Step<?>> before;

    /** A course that prints; {@code before} is called ahead of each step. */
    Course(PrintStream out, Consumer<Step<?>> before) {
        this.out = out;
        this.transcript = new Transcript(out);
        this.before = before;
    }

    /** Runs steps up to the first deviation; false when there was one. */
    <H> boolean run(List<? extends Step<H>> steps, H host) {
        for (Step<H> step : steps) {
            transcript.step(step.title());
            try {
                before.accept(step);
                step.run(host, transcript);
            } catch (RuntimeException e) {
                out.println("    ! " + e.getMessage());
                out.println("\nStopped at: " + step.title());
                return false;
            }
        }
        return true;
    }

    void end() {
        transcript.end();
    }
}
