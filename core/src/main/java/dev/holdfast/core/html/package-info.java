/** HTML that a report is written in: nothing gets into a page but as text. */
@NullMarked
@CheckReturnValue
package dev.holdfast.core.html;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
