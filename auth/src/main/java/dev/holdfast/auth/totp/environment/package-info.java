/** The single-user form of TOTP, whose secret stands in the environment. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.totp.environment;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
