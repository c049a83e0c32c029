/** The only door into the log: what an event may not hold is taken out before it reaches journal or database. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.privacy;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
