package dev.holdfast.testkit.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A series of child processes, each killed with SIGKILL at a named point or at a random moment, with a check after
 * each death; immutable, each method but {@link #run} gives a changed copy.
 *
 * <pre>{@code
 * KillReport report = KillPlan.of(Writer.class, number -> List.of(url))
 *         .at("before-insert", "after-insert", "after-commit")
 *         .each(Rounds.of(20))
 *         .random(Rounds.of(50), Duration.ofMillis(300))
 *         .run(killed -> assertAcknowledgedIsStored(killed.lines()));
 * }</pre>
 */
public final class KillPlan {

    private final JvmOptions options;
    private final Class<?> main;
    private final IntFunction<List<String>> arguments;
    private final KillTimes times;

    private KillPlan(JvmOptions options, Class<?> main, IntFunction<List<String>> arguments, KillTimes times) {
        this.options = options;
        this.main = main;
        this.arguments = arguments;
        this.times = times;
    }

    /** What is asserted after each kill, usually that whatever the child acknowledged is stored. */
    @FunctionalInterface
    public interface Check {

        /**
         * Checks the state that the killed child left.
         *
         * @param killed where it died and what it had said
         * @throws Exception any failure: it ends the plan
         */
        void afterKill(Killed killed) throws Exception;
    }

    /**
     * A plan for a main class, yet without any kill.
     *
     * @param main a class whose main method calls {@link KillPoint#reached} and, for random kills, prints a line as
     *     soon as it is worth killing
     * @param arguments the child's arguments, given the number of the kill from 0
     * @return the plan
     */
    public static KillPlan of(Class<?> main, IntFunction<List<String>> arguments) {
        return new KillPlan(JvmOptions.inherited(), main, arguments, KillTimes.NONE);
    }

    /**
     * This plan with the points to hit.
     *
     * @param points their names as the child gives them to {@link KillPoint#reached}
     * @return the changed copy
     */
    public KillPlan at(String... points) {
        return new KillPlan(options, main, arguments, times.withPoints(List.of(points)));
    }

    /**
     * This plan with the number of kills at each named point; by default 5.
     *
     * @param kills at least 1; the n-th kill happens at the n-th visit of the point, beginning again after the
     *     {@link #visits} allowed
     * @return the changed copy
     */
    public KillPlan each(int kills) {
        return new KillPlan(options, main, arguments, times.withEach(kills));
    }

    /**
     * This plan with how often a child surely visits each point; by default 1, so that a child dies at its first.
     *
     * @param visits at least 1
     * @return the changed copy
     */
    public KillPlan visits(int visits) {
        return new KillPlan(options, main, arguments, times.withVisits(visits));
    }

    /**
     * This plan with kills at random moments after the child's first line.
     *
     * @param kills how many
     * @param within the longest time from the first line to the kill
     * @return the changed copy
     */
    public KillPlan random(int kills, Duration within) {
        return new KillPlan(options, main, arguments, times.withRandom(kills, within));
    }

    /**
     * This plan with children started otherwise.
     *
     * @param other how
     * @return the changed copy
     */
    public KillPlan with(JvmOptions other) {
        return new KillPlan(other, main, arguments, times);
    }

    /**
     * Starts, kills and checks child after child.
     *
     * @param check called after each kill
     * @return how often each point was hit
     * @throws AssertionError when a child ends without reaching its point, or from the check
     * @throws IllegalStateException when the check fails otherwise
     */
    public KillReport run(Check check) {
        Map<String, Integer> hits = new TreeMap<>();
        List<KillTimes.Kill> kills = new ArrayList<>(times.kills());
        RandomGenerator random = RandomGeneratorFactory.getDefault().create();
        for (int number = 0; number < kills.size(); number++) {
            Killed killed = kill(kills.get(number), number, random);
            hits.merge(killed.point(), 1, Integer::sum);
            try {
                check.afterKill(killed);
            } catch (Exception failure) {
                throw new IllegalStateException("check failed after " + killed, failure);
            }
        }
        return new KillReport(hits);
    }

    private Killed kill(KillTimes.Kill kill, int number, RandomGenerator random) {
        try (ForkedJvm jvm = ForkedJvm.start(kill.arm(options), main, arguments.apply(number))) {
            String point = kill.await(jvm, times, random);
            jvm.kill();
            return new Killed(point, number, jvm.readLines());
        }
    }
}
