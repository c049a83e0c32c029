package dev.holdfast.auth.rate;

import java.util.function.Supplier;

/** The optional libraries behind the ready forms, and what is said when one is missing. */
enum RateLibrary {
    CORE("bucket4j_jdk17-core", "a local rate limit"),
    POSTGRESQL("bucket4j_jdk17-postgresql", "a shared rate limit");

    private final String artifact;
    private final String feature;

    RateLibrary(String artifact, String feature) {
        this.artifact = artifact;
        this.feature = feature;
    }

    /** Makes what needs the library. The classes that name it are loaded no earlier than here. */
    <T> T require(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    feature + " needs com.bucket4j:" + artifact + " on the class path: add it to your dependencies", e);
        }
    }
}
