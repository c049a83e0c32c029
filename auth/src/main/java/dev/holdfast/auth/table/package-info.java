/** The host's own tables, as the mappings of every feature describe their columns. */
@NullMarked
@CheckReturnValue
package dev.holdfast.auth.table;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
