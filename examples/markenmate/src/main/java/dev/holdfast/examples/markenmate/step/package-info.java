/** The steps of the hardening, each checked by reading back. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.markenmate.step;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
