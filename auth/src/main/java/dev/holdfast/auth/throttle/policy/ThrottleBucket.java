package dev.holdfast.auth.throttle.policy;

/**
 * What failed logins are counted under. A login from a device that the account knows is counted under {@link #DEVICE}
 * alone; any other under the remaining four, narrowest first, which is also the order in which their rows are locked.
 */
public enum ThrottleBucket {
    /** One account from one address. */
    PAIR,
    /** One account on one device that it knows. Strangers cannot reach it, so they cannot lock it. */
    DEVICE,
    /** One account, from wherever it is not known. */
    ACCOUNT,
    /** One address, whatever the account: IPv4 as it is, IPv6 by its /64. */
    ADDRESS,
    /** The whole host, in several shards. */
    GLOBAL
}
