package dev.holdfast.examples.zekka.step;

/**
 * One step of the run.
 *
 * @param <H> what it works on
 */
public interface Step<H> {
    /** What the step does, as the transcript says it. */
    String title();

    /** Does it, and checks it by reading back. */
    void run(H host, Transcript transcript);
}
