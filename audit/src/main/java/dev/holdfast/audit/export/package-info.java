/** The audit log handed out: streamed exports in open formats, and reading that is itself recorded. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.export;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
