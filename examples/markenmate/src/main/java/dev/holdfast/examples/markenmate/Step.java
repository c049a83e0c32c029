package dev.holdfast.examples.markenmate;

/** One step of the hardening. */
interface Step {
    /** What the step does, as the transcript says it. */
    String title();

    /** Does it, and checks it by reading back. */
    void run(Host host, Transcript transcript);
}
