package dev.holdfast.core.architecture.sample.bad;

/** Takes five parameters. */
public final class TakesMuch {
    private final int sum;

    /** Takes what ought to be a policy. */
    public TakesMuch(int one, int two, int three, int four, int five) {
        sum = one + two + three + four + five;
    }

    int sum() {
        return sum;
    }
}
