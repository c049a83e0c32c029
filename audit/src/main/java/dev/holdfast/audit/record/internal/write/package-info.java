/** Batches of rows into the log: each row once, whatever breaks meanwhile. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record.internal.write;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
