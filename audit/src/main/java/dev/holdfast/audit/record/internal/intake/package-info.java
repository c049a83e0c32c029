/** Between the callers who record and the thread that writes: a bounded queue that loses nothing in silence. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record.internal.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
