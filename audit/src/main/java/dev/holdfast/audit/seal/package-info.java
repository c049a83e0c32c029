/** The log sealed: events become leaves of a signed tree, and what was changed since is found. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
