package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.core.metric.Metrics;
import dev.holdfast.core.metric.MetricsContract;
import dev.holdfast.examples.markenmate.app.Figures;

class FiguresContractTest extends MetricsContract {
    private final Figures figures = new Figures();

    @Override
    protected Metrics metrics() {
        return figures;
    }

    @Override
    protected long counted(String name) {
        return figures.count(name);
    }

    @Override
    protected long timed(String name) {
        return figures.micros(name).getCount();
    }
}
