/** The port through which Holdfast counts and times. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.metric;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
