/** Checkpoints cosigned by a witness over HTTP (C2SP tlog-witness). */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.anchor.witness;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
