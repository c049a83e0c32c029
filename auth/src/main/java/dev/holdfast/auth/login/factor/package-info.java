/** What a login asks for after the password. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.login.factor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
