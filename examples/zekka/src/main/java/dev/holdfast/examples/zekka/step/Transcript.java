package dev.holdfast.examples.zekka.step;

import com.google.errorprone.annotations.FormatMethod;
import java.io.PrintStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the program tells the person who runs it; each line states a value that was read back. */
public final class Transcript {
    private static final int LONGEST = 150;

    private final PrintStream out;
    private int steps;
    private int checks;

    public Transcript(PrintStream out) {
        this.out = out;
    }

    /** Begins a step. */
    public void step(String title) {
        steps++;
        out.printf("%n%2d  %s%n", steps, title);
    }

    /** States a fact that was just read. */
    @FormatMethod
    public void found(String format, Object... values) {
        out.println("      " + String.format(format, values));
    }

    /** Says in one line why something is done otherwise than the team's own plan had it. */
    public void because(String why) {
        out.println("    ~ " + why);
    }

    /** Holds what was read against what must be; a difference ends the program. */
    public void expect(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new Deviation(what + ": expected " + expected + ", read " + actual);
        }
        checks++;
        out.println("    ✓ " + what + ": " + actual);
    }

    /** Holds the answer to an attempt that must be refused against words that it must hold. */
    public void refused(String attempt, String words, String answer) {
        if (!answer.contains(words)) {
            throw new Deviation(attempt + ": must be refused with '" + words + "', got: " + answer);
        }
        checks++;
        out.println("    ✗ " + attempt + "  →  " + answer);
    }

    /** A long answer, cut to what tells. */
    static String shortened(String answer) {
        return answer.length() <= LONGEST ? answer : answer.substring(0, LONGEST - 1) + "…";
    }

    public void end() {
        out.printf("%n%d steps, %d checks, every line read back.%n", steps, checks);
    }

    /** Something was not as it must be. */
    public static final class Deviation extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Deviation(String message) {
            super(message);
        }
    }
}
