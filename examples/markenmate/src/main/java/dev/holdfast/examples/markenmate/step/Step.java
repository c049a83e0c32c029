package dev.holdfast.examples.markenmate.step;

/** One step of the hardening. */
public interface Step {
    /** What the step does, as the transcript says it. */
    String title();

    /** Does it, and checks it by reading back. */
    void run(Host host, Transcript transcript);
}
