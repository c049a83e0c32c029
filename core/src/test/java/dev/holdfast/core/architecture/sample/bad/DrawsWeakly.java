package dev.holdfast.core.architecture.sample.bad;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

final class DrawsWeakly {
    private DrawsWeakly() {}

    static int random() {
        return new Random().nextInt();
    }

    static int local() {
        return ThreadLocalRandom.current().nextInt();
    }

    static double math() {
        return Math.random();
    }
}
