package dev.holdfast.core.architecture.sample.bad;

import dev.holdfast.core.architecture.sample.other.Neighbour;

record KnowsSibling(Neighbour neighbour) {}
