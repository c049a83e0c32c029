/** The steps of the run, each checked by reading back. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.zekka.step;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
