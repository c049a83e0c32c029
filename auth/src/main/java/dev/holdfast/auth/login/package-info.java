/** Login: password, second factor, and a result that a session can be built on. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.login;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
