package dev.holdfast.testkit.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** When the children of a {@link KillPlan} die. */
record KillTimes(List<String> points, int each, int visits, int random, Duration within) {

    static final KillTimes NONE = new KillTimes(List.of(), 5, 1, 0, Duration.ZERO);

    static final String RANDOM = "(random)";
    static final String ENDED = "(ended before a random kill)";

    KillTimes {
        if (each < 1 || visits < 1 || random < 0 || within.isNegative()) {
            throw new IllegalArgumentException("each and visits must be at least 1, random and within at least 0, got "
                    + each + ", " + visits + ", " + random + ", " + within);
        }
    }

    KillTimes withPoints(List<String> other) {
        return new KillTimes(other, each, visits, random, within);
    }

    KillTimes withEach(int other) {
        return new KillTimes(points, other, visits, random, within);
    }

    KillTimes withVisits(int other) {
        return new KillTimes(points, each, other, random, within);
    }

    KillTimes withRandom(int other, Duration longest) {
        return new KillTimes(points, each, visits, other, longest);
    }

    /** Round by round over the points, so that a state left by one kind of death meets all the others. */
    List<Kill> kills() {
        List<Kill> kills = new ArrayList<>();
        for (int turn = 0; turn < each; turn++) {
            for (String point : points) {
                kills.add(new Kill(point, 1 + turn % visits));
            }
        }
        for (int turn = 0; turn < random; turn++) {
            kills.add(new Kill(RANDOM, 1));
        }
        return kills;
    }

    /** One death: at the n-th visit of a point, or at a random moment. */
    record Kill(String point, int visit) {

        JvmOptions arm(JvmOptions options) {
            return point.equals(RANDOM)
                    ? options
                    : options.withProperty(KillPoint.POINT_PROPERTY, point)
                            .withProperty(KillPoint.VISIT_PROPERTY, Integer.toString(visit));
        }

        /** Waits for the moment and gives the name it is counted under. */
        String await(ForkedJvm jvm, KillTimes times, RandomGenerator random) {
            if (!point.equals(RANDOM)) {
                return jvm.expectLine(KillPoint.REACHED_LINE + point).isEmpty() ? point : "unknown";
            }
            String unused = jvm.expectLine("");
            Duration pause = Duration.ofNanos(random.nextLong(times.within.toNanos() + 1));
            return jvm.waitFor(pause) ? ENDED : RANDOM;
        }
    }
}
