/** Step-up tokens: a fresh proof of identity, spent once, on exactly one act. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.stepup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
