/** Passwords: verified at equal work, sealed, rehashed and changed. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.password;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
