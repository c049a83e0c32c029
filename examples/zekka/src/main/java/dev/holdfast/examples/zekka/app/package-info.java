/** What Zekka's team brings: its database, its files and their names, its own rules. */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.zekka.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
