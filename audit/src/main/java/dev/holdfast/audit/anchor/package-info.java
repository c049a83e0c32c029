/** Where the log's checkpoints are kept outside its database, and what is known of each such place. */
@NullMarked
@CheckReturnValue
package dev.holdfast.audit.anchor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
