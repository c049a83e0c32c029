/** The steps of the run, each of which states what it read back. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.omniscience.step;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
