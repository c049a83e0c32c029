package dev.holdfast.examples.omniscience.contract;

import dev.holdfast.auth.throttle.LoginThrottle;
import dev.holdfast.auth.throttle.LoginThrottleContract;
import dev.holdfast.auth.throttle.policy.ThrottlePolicy;
import dev.holdfast.testkit.MutableClock;

class GuessLedgerContractTest extends LoginThrottleContract {
    @Override
    protected LoginThrottle throttle(ThrottlePolicy policy, MutableClock time) {
        return new GuessLedger(policy, time);
    }
}
