/** The audit log: security events written with the act they record, and read back in pages. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
