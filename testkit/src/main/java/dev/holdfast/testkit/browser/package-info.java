/** A real browser for the pages that reports are. */
@NullMarked
@CheckReturnValue
package dev.holdfast.testkit.browser;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
