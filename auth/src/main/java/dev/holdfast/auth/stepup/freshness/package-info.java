/** How recent and how strong a proof of identity must be, and how a client is told that it is not. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.stepup.freshness;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
