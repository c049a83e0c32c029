/** The months of the audit log, made before their first event. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.partition;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
