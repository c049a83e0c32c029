/** Recovery codes: a list shown once, each code good for one login when no authenticator is at hand. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.recovery;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
