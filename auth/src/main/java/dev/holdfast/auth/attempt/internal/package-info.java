/** The counting of attempts, which all second factors share; each has a table of its own. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.attempt.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
