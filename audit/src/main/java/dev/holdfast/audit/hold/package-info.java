/** Legal holds: what must be neither dropped nor deleted nor made unreadable, and why. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.hold;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
