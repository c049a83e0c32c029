/** Secret values, tokens, keyed hashes, sealed values, key rings, and time-ordered ids. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.secret;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
