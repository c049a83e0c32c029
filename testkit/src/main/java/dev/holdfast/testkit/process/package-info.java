/** Separate JVMs, killed at named points and at random. */
@NullMarked
@CheckReturnValue
package dev.holdfast.testkit.process;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
