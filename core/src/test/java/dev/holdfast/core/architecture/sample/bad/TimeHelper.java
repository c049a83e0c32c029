package dev.holdfast.core.architecture.sample.bad;

final class TimeHelper {
    private TimeHelper() {}
}
