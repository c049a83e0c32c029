package dev.holdfast.auth.throttle;

import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.testkit.MutableClock;

class MemoryThrottleTest extends LoginThrottleContract {
    @Override
    protected LoginThrottle throttle(ThrottlePolicy policy, MutableClock time) {
        return LoginThrottle.inMemory(policy, time);
    }
}
