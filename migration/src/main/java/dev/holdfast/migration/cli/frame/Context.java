package dev.holdfast.migration.cli.frame;

import dev.holdfast.migration.cli.output.Screen;
import dev.holdfast.migration.cli.settings.Surroundings;
import java.time.Clock;

/**
 * What a command is given by the program that holds it.
 *
 * @param screen where it shows its answer
 * @param surroundings where the program was started
 * @param clock what time it is
 */
public record Context(Screen screen, Surroundings surroundings, Clock clock) {}
