/** Recording: how an event reaches the log, and what has been promised when it is acknowledged. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
