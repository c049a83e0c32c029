/** What a host brings to its login, said once. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.login.host;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
