/** Backup tables with a catalogue, verified and kept until they may go. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.backup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
