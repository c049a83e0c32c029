package dev.holdfast.core.architecture.sample.bad.internal;

/** What must not be seen outside. */
public class Hidden {}
