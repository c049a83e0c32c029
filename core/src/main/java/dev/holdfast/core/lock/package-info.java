/** Optimistic locking: the change is made only to the version that was read. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.lock;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
