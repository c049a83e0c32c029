package dev.holdfast.core.architecture.sample.bad.there;

import dev.holdfast.core.architecture.sample.bad.here.Here;
import java.util.List;

/** The other half. */
public record There(List<Here> heres) {}
