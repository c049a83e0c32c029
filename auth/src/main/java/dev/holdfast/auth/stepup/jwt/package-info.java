/** The signed form of a step-up token: written and, strictly, read; it knows nothing of spending. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.stepup.jwt;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
