/** Who is asking, from where, and under which correlation id: carried over threads. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.context;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
