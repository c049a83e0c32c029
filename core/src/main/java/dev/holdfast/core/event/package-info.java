/** Security events, and the sinks that must not lose them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
