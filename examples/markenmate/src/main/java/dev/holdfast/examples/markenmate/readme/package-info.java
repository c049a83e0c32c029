/** The examples of the README, where they compile. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.markenmate.readme;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
