/** What is known of the log from elsewhere, and what became of declaring that it was restored. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.seal.restore;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
