/** Repeating a change that lost, in a new transaction and on what it reads there. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.lock.retry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
