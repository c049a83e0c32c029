/** Time-based one-time passwords: enrolled once, accepted once. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.totp;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
