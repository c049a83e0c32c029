/** Throttling of logins: every attempt is counted before its password is checked. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.throttle;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
