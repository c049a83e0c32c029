/** Strong authentication: what its features share, and the schema they own. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
