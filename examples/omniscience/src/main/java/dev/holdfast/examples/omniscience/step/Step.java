package dev.holdfast.examples.omniscience.step;

/** One step of the run. */
public interface Step {
    /** What the step does, as the transcript says it. */
    String title();

    /** Does it, and checks it by reading back. */
    void run(Host host, Transcript transcript);
}
