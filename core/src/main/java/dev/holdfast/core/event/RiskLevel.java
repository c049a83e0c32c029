package dev.holdfast.core.event;

/** How risky an act looked, least first. */
public enum RiskLevel {
    /** Nothing stood out. */
    NONE,
    /** Slightly unusual. */
    LOW,
    /** Unusual. */
    MEDIUM,
    /** Probably an attack or a mistake. */
    HIGH
}
