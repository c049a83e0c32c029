/**
 * Zekka, a system whose first migration was run by hand, taken over: marked, linted, rehearsed, applied, cut short, gone on
 * with, and taken back as proven. Then its login, over its own table of users.
 *
 * <p>{@code Zekka} runs the steps of {@code step} in order, over what {@code app} brings.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.zekka;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
