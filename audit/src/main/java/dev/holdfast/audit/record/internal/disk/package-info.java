/** Files of a spool on a disk: made in full before they have a name, forced, and removed durably. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.record.internal.disk;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
