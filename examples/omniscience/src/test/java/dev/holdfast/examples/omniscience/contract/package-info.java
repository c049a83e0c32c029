/** The rules of the house, held against this host. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.omniscience.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
