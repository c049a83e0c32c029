package dev.holdfast.examples.benchmarks.harness;

import java.util.Locale;

/** What is aimed at for each contestant whose name begins with {@value #OURS}. */
public sealed interface Goal {
    /** How the names of the contestants begin that have to reach the goal. */
    String OURS = "Holdfast";

    /** At least this share of the baseline's speed. */
    static Goal ratio(double least) {
        return new Ratio(least);
    }

    /** At most so many nanoseconds an operation. */
    static Goal nanos(double most) {
        return new Nanos(most);
    }

    /** At most so many nanoseconds an operation more than the baseline. */
    static Goal overhead(double most) {
        return new Overhead(most);
    }

    /** None: what it costs is shown. */
    static Goal none() {
        return new None();
    }

    /** Whether the figures reach it. */
    boolean isReached(double ratio, double nanosPerOperation);

    /** The goal for people, such as {@code ≥ 0.90 ×}. */
    String text();

    /**
     * A share of the baseline's speed.
     *
     * @param least the least that will do
     */
    record Ratio(double least) implements Goal {
        @Override
        public boolean isReached(double ratio, double nanosPerOperation) {
            return ratio >= least;
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "≥ %.2f ×", least);
        }
    }

    /**
     * A time.
     *
     * @param most the most that will do
     */
    record Nanos(double most) implements Goal {
        @Override
        public boolean isReached(double ratio, double nanosPerOperation) {
            return nanosPerOperation <= most;
        }

        @Override
        public String text() {
            return "≤ " + Results.time(most);
        }
    }

    /**
     * A time beside the baseline's.
     *
     * @param most the most that will do
     */
    record Overhead(double most) implements Goal {
        /** The ratio is the baseline's time by ours. */
        @Override
        public boolean isReached(double ratio, double nanosPerOperation) {
            return nanosPerOperation * (1 - ratio) <= most;
        }

        @Override
        public String text() {
            return "≤ " + Results.time(most) + " more";
        }
    }

    /** Nothing to reach. */
    record None() implements Goal {
        @Override
        public boolean isReached(double ratio, double nanosPerOperation) {
            return true;
        }

        @Override
        public String text() {
            return "";
        }
    }
}
