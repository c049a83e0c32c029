/** Where a host's password hashes stand. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.password.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
