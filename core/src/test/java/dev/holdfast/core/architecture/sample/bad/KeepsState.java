package dev.holdfast.core.architecture.sample.bad;

final class KeepsState {
    static int calls;

    private KeepsState() {}
}
