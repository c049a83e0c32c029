/** How Holdfast joins a host's transaction, and how it owns one. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.tx;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
