package dev.holdfast.core.architecture.sample.other;

/** A class of a sibling module. */
public final class Neighbour {}
