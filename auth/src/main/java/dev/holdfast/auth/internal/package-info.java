/** What the statements of every feature have in common; no part of the module's API. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
