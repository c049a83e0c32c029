/** Months that leave the log: archived, verified, dropped, brought back, and deleted when their time is over. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.archive;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
