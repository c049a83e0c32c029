/** The rehearsal on a live database: one transaction that cannot commit, and the proof that nothing stayed. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.rehearse.live;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
