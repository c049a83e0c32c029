/** Three versions of one row side by side, for the page that asks a person to decide. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.lock.merge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
