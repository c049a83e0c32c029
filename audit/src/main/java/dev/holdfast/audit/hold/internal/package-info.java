/** The condition of a legal hold, for the rooms that must obey it. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.hold.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
