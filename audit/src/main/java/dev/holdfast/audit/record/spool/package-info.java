/** Spooled recording: kept in a local journal before the acknowledgement, brought into the log in the background. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record.spool;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
