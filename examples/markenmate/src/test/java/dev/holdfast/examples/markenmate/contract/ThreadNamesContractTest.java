package dev.holdfast.examples.markenmate.contract;

import dev.holdfast.core.context.ScopeBridge;
import dev.holdfast.core.context.ScopeBridgeContract;

class ThreadNamesContractTest extends ScopeBridgeContract {
    @Override
    protected ScopeBridge bridge() {
        return new ThreadNames();
    }

    @Override
    protected String shown() {
        return Thread.currentThread().getName();
    }
}
