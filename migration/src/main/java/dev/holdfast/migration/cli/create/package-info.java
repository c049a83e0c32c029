/** New migration files: the next version in the folder's own style, with undo and verify beside it. */
@NullMarked
@CheckReturnValue
package dev.holdfast.migration.cli.create;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
