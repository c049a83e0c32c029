/** Who may log in: the host's accounts, as login sees them. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.login.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
