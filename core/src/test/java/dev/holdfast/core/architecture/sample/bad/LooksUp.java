package dev.holdfast.core.architecture.sample.bad;

import java.util.ServiceLoader;

final class LooksUp {
    private LooksUp() {}

    static ServiceLoader<Runnable> extensions() {
        return ServiceLoader.load(Runnable.class);
    }
}
