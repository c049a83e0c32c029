/**
 * Markenmate, a lending application, hardened end to end: from its schema before to a rollback that is proven.
 *
 * <p>{@code Markenmate} runs the {@code Step}s in order; {@code LendingDesk} and {@code RoleDesk} are the application's own
 * services, as they look once they use Holdfast.
 */
@NullMarked
@CheckReturnValue
package dev.holdfast.examples.markenmate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
