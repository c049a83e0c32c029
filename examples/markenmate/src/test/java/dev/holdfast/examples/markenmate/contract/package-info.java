/** Every port's contract test, run on an implementation of the host's own. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.markenmate.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
