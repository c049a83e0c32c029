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

    /** At most so many times the baseline's processor time an operation, whatever else the machine has to do. */
    static Goal processor(double most) {
        return new Processor(most);
    }

    /** None: what it costs is shown. */
    static Goal none() {
        return new None();
    }

    /** At most so many times the baseline's typical call in 99 of 100 calls; for contests that time each. */
    static Goal tail(double most) {
        return new Tail(most);
    }

    /** The baseline's speed, as far off as this share of it either way; for contests that time each call. */
    static Goal alike(double most) {
        return new Alike(most);
    }

    /** Whether a contestant's figures reach it. */
    boolean isReached(Standing.Row row, Standing.Row baseline);

    /** The goal for people, such as {@code ≥ 0.90 ×}. */
    String text();

    /**
     * A share of the baseline's speed.
     *
     * @param least the least that will do
     */
    record Ratio(double least) implements Goal {
        @Override
        public boolean isReached(Standing.Row row, Standing.Row baseline) {
            return row.ratio() >= least;
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
        public boolean isReached(Standing.Row row, Standing.Row baseline) {
            return row.typical() <= most;
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
        public boolean isReached(Standing.Row row, Standing.Row baseline) {
            return row.nanos() * (1 - row.ratio()) <= most;
        }

        @Override
        public String text() {
            return "≤ " + Results.time(most) + " more";
        }
    }

    /**
     * A bound on the slow calls.
     *
     * @param most how many times the baseline's median the 99th percentile may be
     */
    record Tail(double most) implements Goal {
        @Override
        public boolean isReached(Standing.Row row, Standing.Row baseline) {
            return row.tail() <= most * baseline.typical();
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "p99 ≤ %.0f × the baseline's p50", most);
        }
    }

    /**
     * No faster and no slower than the baseline.
     *
     * @param most the share of the baseline's speed by which it may be off
     */
    record Alike(double most) implements Goal {
        @Override
        public boolean isReached(Standing.Row row, Standing.Row baseline) {
            return Math.abs(row.ratio() - 1) <= most;
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "± %.0f %%", most * 100);
        }
    }

    /**
     * A bound on processor time.
     *
     * @param most how many times the baseline's it may be
     */
    record Processor(double most) implements Goal {
        @Override
        public boolean isReached(Standing.Row row, Standing.Row baseline) {
            return row.cpuMicros() <= most * baseline.cpuMicros();
        }

        @Override
        public String text() {
            return String.format(Locale.ROOT, "CPU ≤ %.2f ×", most);
        }
    }

    /** Nothing to reach. */
    record None() implements Goal {
        @Override
        public boolean isReached(Standing.Row row, Standing.Row baseline) {
            return true;
        }

        @Override
        public String text() {
            return "";
        }
    }
}
