package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.throttle.policy.BucketPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The attempts of one bucket. Not thread-safe. */
final class LedgerPage {
    private final BucketPolicy policy;
    private final List<Line> lines = new ArrayList<>();

    LedgerPage(BucketPolicy policy) {
        this.policy = policy;
    }

    /** An attempt and when it was made. */
    private record Line(Object entry, Instant at) {}

    /** What the lines come to at a time: failures held, when the last is forgotten, and whether a stop was reached. */
    private record Sum(int held, Instant forgottenAt, boolean isStopped) {
        /** Rounded up: a failure is held until exactly its time has passed, and no clock makes more of them. */
        int heldAt(Instant now, Duration each) {
            if (!forgottenAt.isAfter(now)) {
                return 0;
            }
            return (int) Math.min(
                    held, Duration.between(now, forgottenAt).minusNanos(1).dividedBy(each) + 1);
        }
    }

    Duration refusal(Instant now) {
        Sum sum = sum();
        int held = sum.heldAt(now, policy.forgetOneEach());
        if (sum.isStopped()) {
            return policy.maxDelay();
        }
        Instant last = lines.isEmpty() ? now : lines.get(lines.size() - 1).at();
        // Further ahead than any wait: the clock was set back.
        if (held < policy.free() || last.isAfter(now.plus(policy.maxDelay()))) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, last.plus(policy.delay(held)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    void write(Object entry, Instant now) {
        // What was forgotten is struck out with the last of it, so that its success gives nothing back any more.
        if (sum().heldAt(now, policy.forgetOneEach()) == 0) {
            lines.clear();
        }
        lines.add(new Line(entry, now));
    }

    void strike(Object entry) {
        boolean unused = lines.removeIf(line -> line.entry() == entry);
    }

    private Sum sum() {
        Duration each = policy.forgetOneEach();
        Sum sum = new Sum(0, Instant.MIN, false);
        for (Line line : lines) {
            int held = sum.heldAt(line.at(), each);
            Instant full = line.at().plus(each.multipliedBy(held));
            Instant from = held == 0 || full.isBefore(sum.forgottenAt()) ? full : sum.forgottenAt();
            sum = new Sum(held + 1, from.plus(each), sum.isStopped() || held + 1 == policy.stopAt());
        }
        return sum;
    }
}
