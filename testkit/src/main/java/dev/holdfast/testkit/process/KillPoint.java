package dev.holdfast.testkit.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named place in a child process where a {@link KillPlan} can kill it, such as between an insert and its commit.
 *
 * <p>Which point is armed, and at which visit, the parent says by system properties; a point that is not armed does
 * nothing. Thread-safe.
 */
public final class KillPoint {

    static final String POINT_PROPERTY = "holdfast.kill.point";
    static final String VISIT_PROPERTY = "holdfast.kill.visit";
    static final String REACHED_LINE = "holdfast-kill-point ";

    private static final String ARMED = System.getProperty(POINT_PROPERTY, "");

    /** Counts for the whole process, because it is the whole process that is killed. */
    private static final AtomicInteger VISITS_LEFT = new AtomicInteger(Integer.getInteger(VISIT_PROPERTY, 1));

    private KillPoint() {}

    /**
     * Marks the point as reached. When the parent has armed it and this is the armed visit, prints a line to standard
     * output and blocks this thread until the parent kills the process.
     *
     * @param name the point's name, without blanks at its ends
     */
    public static void reached(String name) {
        if (name.equals(ARMED) && VISITS_LEFT.decrementAndGet() == 0) {
            System.out.println(REACHED_LINE + name);
            blockForEver();
        }
    }

    private static void blockForEver() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException ignored) {
                // Going on past an armed point would prove something else than what the plan reports.
            }
        }
    }
}
