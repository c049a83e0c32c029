/** Slow hashes of passwords: how they are written, computed and bounded. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.password.hash;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
