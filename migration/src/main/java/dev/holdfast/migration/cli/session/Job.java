package dev.holdfast.migration.cli.session;

import dev.holdfast.migration.cli.output.Screen;
import dev.holdfast.migration.record.RunRecord.Kind;
import java.time.Clock;

/**
 * What a run is, for its record and its progress.
 *
 * @param kind what kind of run
 * @param screen where progress is told
 * @param clock dates the record
 */
public record Job(Kind kind, Screen screen, Clock clock) {}
