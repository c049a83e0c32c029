/** How often somebody may guess at a user's second factors. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.attempt;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
