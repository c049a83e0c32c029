/** The one-time codes themselves: secrets, their base32 form, the key URI, and the arithmetic of RFC 6238. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.totp.code;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
