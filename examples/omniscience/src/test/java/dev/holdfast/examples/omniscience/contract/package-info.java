/** The rules of the house, and the published contracts of the ports, held against what this host made of them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.omniscience.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
