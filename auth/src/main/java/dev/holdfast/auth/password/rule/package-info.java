/** Which new passwords are good enough. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.password.rule;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
