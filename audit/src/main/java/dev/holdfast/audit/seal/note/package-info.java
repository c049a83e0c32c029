/** Checkpoints of the log as signed notes, in the text formats that transparency logs share. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal.note;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
