/** Durable asynchronous recording: batches straight into the log, acknowledged after their commit. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record.async;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
